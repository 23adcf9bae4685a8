namespace OrleansOrders.Conformance.Tests;

/// <summary>How a test wants its engine.</summary>
public sealed record EngineSettings
{
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan CollectionAge { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan CollectionQuantum { get; init; } = TimeSpan.FromMinutes(1);

    public MemoryStorage Storage { get; init; } = new();
}

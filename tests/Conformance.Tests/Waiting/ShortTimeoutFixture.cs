namespace OrleansOrders.Conformance.Tests;

/// <summary>An engine whose callers wait for two seconds only.</summary>
public sealed class ShortTimeoutFixture : IAsyncLifetime
{
    public EngineHost Engine { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Engine = await EngineHost.StartAsync(new EngineSettings { ResponseTimeout = TimeSpan.FromSeconds(2) });

    public async ValueTask DisposeAsync() => await Engine.DisposeAsync();
}

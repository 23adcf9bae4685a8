using Orleans;

namespace OrleansOrders.Conformance.Tests;

/// <summary>A running silo with the test grains.</summary>
public interface ISiloHost : IAsyncDisposable
{
    /// <summary>References whose calls begin in the silo.</summary>
    IGrainFactory Grains { get; }

    /// <summary>References whose calls come from another process, or take the same way.</summary>
    IGrainFactory Client { get; }

    MemoryStorage Storage { get; }

    /// <summary>A graceful stop. A silo that is only disposed is killed.</summary>
    Task StopAsync();
}

/// <summary>Settings of a silo that a test starts for itself.</summary>
public sealed record SiloSettings
{
    /// <summary>For calls that begin in the silo.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For calls of the client.</summary>
    public TimeSpan ClientResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan DeactivationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan CollectionAge { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan CollectionQuantum { get; init; } = TimeSpan.FromMinutes(1);

    public MemoryStorage Storage { get; init; } = new();
}

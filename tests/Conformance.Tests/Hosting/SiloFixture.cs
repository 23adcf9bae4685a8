using Orleans;
using Xunit.Sdk;
using Xunit.v3;

// Some tests assert that something happens within, or not before, a time. No other test may run beside them.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace OrleansOrders.Conformance.Tests;

/// <summary>One silo for all tests that need no settings of their own. Each test uses its own grain keys.</summary>
public abstract class SiloFixture : IAsyncLifetime
{
    public ISiloHost Silo { get; private set; } = null!;

    public abstract Task<ISiloHost> StartAsync(SiloSettings settings);

    public async ValueTask InitializeAsync() => Silo = await StartAsync(new());

    public async ValueTask DisposeAsync() => await Silo.DisposeAsync();
}

public sealed class RealSiloFixture : SiloFixture
{
    public override Task<ISiloHost> StartAsync(SiloSettings settings) => RealSilo.StartAsync(settings);
}

public sealed class SimulatedSiloFixture : SiloFixture
{
    public override Task<ISiloHost> StartAsync(SiloSettings settings) => SimulatedSiloHost.StartAsync(settings);
}

[CollectionDefinition(nameof(RealSilo))]
public sealed class RealSiloGroup : ICollectionFixture<RealSiloFixture>;

[CollectionDefinition(nameof(SimulatedSilo))]
public sealed class SimulatedSiloGroup : ICollectionFixture<SimulatedSiloFixture>;

/// <summary>Tests that run on both kinds of silo.</summary>
public abstract class SiloTests(SiloFixture fixture)
{
    /// <summary>A grain key of this test alone; also the name of its journal.</summary>
    protected string Key { get; } = $"test:{Guid.NewGuid():N}";

    protected ISiloHost Silo => fixture.Silo;

    protected IGrainFactory Grains => Silo.Grains;

    protected Journal Journal => Journal.Of(Key);

    /// <summary>Starts a silo with settings of its own.</summary>
    protected Task<ISiloHost> StartAsync(SiloSettings settings) => fixture.StartAsync(settings);
}

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

using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Timers;

namespace OrleansOrders.Conformance.Tests;

public abstract class ServiceTests(SiloFixture fixture) : SiloTests(fixture)
{
    IServiceGrain Grain => Grains.GetGrain<IServiceGrain>(Key);

    [Fact]
    public async Task The_container_has_the_context_of_the_turn_a_client_of_the_cluster_and_a_clock()
    {
        Assert.True(await Grain.HasClock());
        Assert.Equal(Key, await Grain.KeyByAccessor());
        Assert.Equal($"{Key}-other", await Grain.KeyOf($"{Key}-other"));
    }

    [Fact]
    public async Task The_container_has_the_registry_of_timers()
    {
        await Grain.Tick();
        await Journal.Until("registry");
        await Journal.Until("extension");
    }
}

[Collection(nameof(RealSilo))] public sealed class RealSiloServiceTests(RealSiloFixture fixture) : ServiceTests(fixture);
[Collection(nameof(SimulatedSilo))] public sealed class SimulatedSiloServiceTests(SimulatedSiloFixture fixture) : ServiceTests(fixture);

/// <summary>Works by what it gets from the container.</summary>
public interface IServiceGrain : IGrainWithStringKey
{
    /// <summary>The key of the grain in whose turn the container's accessor is asked.</summary>
    Task<string> KeyByAccessor();

    /// <summary>The key that another grain of the kind says.</summary>
    Task<string> KeyOf(string other);

    Task<bool> HasClock();

    /// <summary>Ticks once by the container's registry, and once by the extension method for grains without a base class.</summary>
    Task Tick();
}

public class ServiceGrain(
    IGrainContext context, IGrainContextAccessor accessor, ITimerRegistry timers, IClusterClient cluster, [FromKeyedServices("any")] TimeProvider clock) : IGrainBase, IServiceGrain
{
    public IGrainContext GrainContext => context;

    public Task<string> KeyByAccessor() => Task.FromResult(accessor.GrainContext.GrainId.Key.ToString()!);

    public Task<string> KeyOf(string other) => cluster.GetGrain<IServiceGrain>(other).KeyByAccessor();

    public Task<bool> HasClock() => Task.FromResult(clock is not null);

    public Task Tick()
    {
        var journal = Journal.Of(this.GetPrimaryKeyString());
        var once = new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        timers.RegisterGrainTimer(context, (_, _) => Add("registry"), 0, once);
        this.RegisterGrainTimer((_, _) => Add("extension"), 0, once);
        return Task.CompletedTask;

        Task Add(string line)
        {
            journal.Add(line);
            return Task.CompletedTask;
        }
    }
}

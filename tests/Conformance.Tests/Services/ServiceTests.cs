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

[Collection(nameof(RealSilo))]
public sealed class RealSiloServiceTests(RealSiloFixture fixture) : ServiceTests(fixture);

[Collection(nameof(SimulatedSilo))]
public sealed class SimulatedSiloServiceTests(SimulatedSiloFixture fixture) : ServiceTests(fixture);

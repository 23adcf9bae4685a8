namespace SimulatedSilo.Tests;

public sealed class CollectionTests
{
    [Fact]
    public void Above_the_bound_the_grains_that_were_unused_the_longest_go_first()
    {
        using var world = World.Started(configure: options => options with { MaxActivations = 3 });
        Touch(world, "1", "2", "3", "1");
        Assert.Empty(world.Trace);
        Touch(world, "4", "5");
        Assert.Equal(["2 HighMemoryPressure", "3 HighMemoryPressure"], world.Trace);
        Assert.Equal(3, world.Silo.ActivationCount);
    }

    [Fact]
    public void Grains_at_work_and_grains_that_asked_to_stay_may_exceed_the_bound()
    {
        using var world = World.Started(configure: options => options with { MaxActivations = 1 });
        var working = world.Begin(() => world.Grains.GetGrain<ITestGrain>("working").Work(TimeSpan.FromSeconds(5)));
        world.Run(() => world.Grains.GetGrain<ITestGrain>("staying").Stay(TimeSpan.FromHours(1)));
        Assert.Equal(2, world.Silo.ActivationCount);
        world.Advance(TimeSpan.FromSeconds(6));
        Assert.True(working.IsCompletedSuccessfully);
        Touch(world, "another");
        Assert.Equal(["working HighMemoryPressure"], world.Trace);
    }

    [Fact]
    public void An_unused_grain_goes_at_its_age_and_an_attribute_of_its_class_overrides_the_option()
    {
        using var world = World.Started(configure: options => options with { CollectionAge = TimeSpan.FromMinutes(10) });
        Touch(world, "plain");
        world.Run(() => world.Grains.GetGrain<IShortGrain>("short").Hello());
        world.Run(() => world.Grains.GetGrain<IKeptGrain>("kept").Hello());
        world.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(2, world.Silo.ActivationCount);
        world.Advance(TimeSpan.FromMinutes(6));
        Assert.Empty(world.Trace);
        world.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(["plain ActivationIdle"], world.Trace);
        world.Advance(TimeSpan.FromDays(10));
        Assert.Equal(1, world.Silo.ActivationCount);
    }

    [Fact]
    public void A_grain_that_asked_to_stay_goes_when_it_takes_that_back()
    {
        using var world = World.Started();
        world.Run(() => world.Grains.GetGrain<ITestGrain>("a").Stay(Timeout.InfiniteTimeSpan));
        world.Advance(TimeSpan.FromDays(10));
        Assert.Empty(world.Trace);
        world.Run(() => world.Grains.GetGrain<ITestGrain>("a").Stay(TimeSpan.Zero));
        world.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(["a ActivationIdle"], world.Trace);
    }

    static void Touch(World world, params string[] keys)
    {
        foreach (var key in keys)
        {
            world.Run(() => world.Grains.GetGrain<ITestGrain>(key).Work(TimeSpan.Zero));
            world.Advance(TimeSpan.FromMilliseconds(1));
        }
    }
}

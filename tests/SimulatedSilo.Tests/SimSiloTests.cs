using Orleans.Runtime;

namespace SimulatedSilo.Tests;

public sealed class SimSiloTests
{
    [Fact]
    public void Before_the_start_and_after_the_stop_calls_are_rejected()
    {
        using var world = new World();
        Assert.Throws<OrleansMessageRejectionException>(() => world.Run(() => world.Grains.GetGrain<ITestGrain>("a").Work(TimeSpan.Zero)));
        world.Run(() => world.Silo.StartAsync(CancellationToken.None));
        world.Run(() => world.Grains.GetGrain<ITestGrain>("a").Work(TimeSpan.Zero));
        world.Run(() => world.Silo.StopAsync(CancellationToken.None));
        Assert.Throws<OrleansMessageRejectionException>(() => world.Run(() => world.Grains.GetGrain<ITestGrain>("a").Work(TimeSpan.Zero)));
        Assert.Equal(0, world.Silo.ActivationCount);
    }

    [Fact]
    public void A_stop_waits_for_running_requests_and_activates_no_grain()
    {
        using var world = World.Started();
        world.Run(() => world.Grains.GetGrain<ITestGrain>("b").Work(TimeSpan.Zero));
        var other = world.Begin(() => world.Grains.GetGrain<ITestGrain>("b").Work(TimeSpan.FromSeconds(10)));
        var running = world.Begin(() => world.Grains.GetGrain<ITestGrain>("a").Work(TimeSpan.FromSeconds(5)));
        var stopping = world.Begin(() => world.Silo.StopAsync(CancellationToken.None));
        Assert.False(stopping.IsCompleted);
        Assert.Throws<OrleansMessageRejectionException>(() => world.Run(() => world.Grains.GetGrain<ITestGrain>("c").Work(TimeSpan.Zero)));
        world.Advance(TimeSpan.FromSeconds(10));
        Assert.True(running.IsCompletedSuccessfully && other.IsCompletedSuccessfully && stopping.IsCompletedSuccessfully);
        Assert.Equal(["a ShuttingDown", "b ShuttingDown"], world.Trace);
    }

    [Fact]
    public void A_stop_gives_up_when_its_token_fires()
    {
        using var world = World.Started();
        using var patience = new CancellationTokenSource();
        var running = world.Begin(() => world.Grains.GetGrain<ITestGrain>("a").Work(TimeSpan.FromSeconds(5)));
        var stopping = world.Begin(() => world.Silo.StopAsync(patience.Token));
        patience.Cancel();
        world.Tasks.RunUntilIdle();
        Assert.True(stopping.IsCompletedSuccessfully);
        Assert.False(running.IsCompleted);
        world.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["a ShuttingDown late"], world.Trace);
    }
}

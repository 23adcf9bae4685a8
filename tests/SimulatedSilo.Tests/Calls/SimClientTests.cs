using Orleans.Runtime;
using Orleans.Serialization;

namespace SimulatedSilo.Tests;

public sealed class SimClientTests
{
    [Fact]
    public void The_caller_of_a_lost_message_times_out()
    {
        using var world = World.Started();
        var network = new Network(world.Silo) { IsLossy = true };
        var call = world.Begin(() => Grain(world, network).Work(TimeSpan.Zero));
        world.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(call.IsCompleted);
        world.Advance(TimeSpan.FromSeconds(0.1));
        Assert.IsType<TimeoutException>(call.Exception?.InnerException);
    }

    [Fact]
    public void The_caller_gets_the_exception_of_the_network()
    {
        using var world = World.Started();
        var network = new Network(world.Silo) { Failure = new SiloUnavailableException("gone") };
        Assert.Throws<SiloUnavailableException>(() => world.Run(() => Grain(world, network).Work(TimeSpan.Zero)));
        network.Failure = SimFailures.Rejection("refused");
        Assert.Throws<OrleansMessageRejectionException>(() => world.Run(() => Grain(world, network).Work(TimeSpan.Zero)));
        network.Failure = SimFailures.ClientNotAvailable("gone");
        Assert.Throws<ClientNotAvailableException>(() => world.Run(() => Grain(world, network).Work(TimeSpan.Zero)));
    }

    [Fact]
    public void A_cancellation_ends_the_call_before_it_reaches_the_callee()
    {
        using var world = World.Started();
        using var source = new CancellationTokenSource();
        var network = new Network(world.Silo);
        var call = world.Begin(() => Grain(world, network).WaitForToken(source.Token));
        source.Cancel();
        world.Tasks.RunUntilIdle();
        Assert.True(call.IsCanceled);
        Assert.Equal(["waits"], world.Trace);

        world.Run(() =>
        {
            world.Silo.Cancel(network.Cancelled!);
            return Task.CompletedTask;
        });
        Assert.Equal(["waits", "sees its token"], world.Trace);
    }

    [Fact]
    public void The_timeout_of_the_caller_counts_and_not_that_of_the_silo()
    {
        using var world = World.Started(configure: options => options with { ResponseTimeout = TimeSpan.FromSeconds(5) });
        var call = world.Begin(() => Grain(world, new(world.Silo)).Work(TimeSpan.FromSeconds(8)));
        world.Advance(TimeSpan.FromSeconds(8));
        Assert.True(call.IsCompletedSuccessfully);

        var late = world.Begin(() => Grain(world, new(world.Silo)).Work(TimeSpan.FromSeconds(12)));
        world.Advance(TimeSpan.FromSeconds(10));
        Assert.IsType<TimeoutException>(late.Exception?.InnerException);
        Assert.Equal(1, world.Silo.RunningCount);
    }

    // As in Orleans, the time on the way does not count: a message carries the time that is left when it is sent.
    [Theory, InlineData(0, 0), InlineData(8, 1)]
    public void A_request_that_waits_longer_than_its_caller_is_dropped_and_its_time_counts_from_its_arrival(int onTheWay, int started)
    {
        using var world = World.Started();
        world.Begin(() => world.Grains.GetGrain<ITestGrain>("a").Work(TimeSpan.FromSeconds(15)));
        var call = world.Begin(() => Grain(world, new(world.Silo) { Way = () => Task.Delay(TimeSpan.FromSeconds(onTheWay), world.Time) }).Leave());
        world.Advance(TimeSpan.FromSeconds(10));
        Assert.IsType<TimeoutException>(call.Exception?.InnerException);
        world.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(started, world.Trace.Count);
    }

    [Fact]
    public void A_grain_reference_does_not_travel_between_processes()
    {
        using var world = World.Started();
        var grain = Grain(world, new(world.Silo));
        Assert.Throws<CodecNotFoundException>(() => world.Run(() => grain.KeyOf(grain)));
    }

    static ITestGrain Grain(World world, Network network) =>
        new SimGrainFactory(World.Catalog, world.Services, new SimClient(World.Catalog, network, world.Time, TimeSpan.FromSeconds(10))).GetGrain<ITestGrain>("a");

    sealed class Network(SimSilo silo) : ISimNetwork
    {
        public bool IsLossy { get; init; }

        public Exception? Failure { get; set; }

        public SimRequest? Cancelled { get; private set; }

        public Func<Task> Way { get; init; } = () => Task.CompletedTask;

        public async Task<byte[]> Send(SimRequest request)
        {
            if (IsLossy) await new TaskCompletionSource().Task;
            if (Failure is { } failure) throw failure;
            await Way();
            return await silo.Receive(request);
        }

        public void Cancel(SimRequest request) => Cancelled = request;
    }
}

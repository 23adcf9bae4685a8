using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace OrleansOrders.Embedded.Tests;

public sealed class SimulationTests
{
    [Fact]
    public void The_same_seed_gives_the_same_trace_and_another_seed_another()
    {
        var first = TraceOf(seed: 1);
        Assert.True(first.Length > 100, $"Only {first.Length} steps were traced.");
        Assert.Equal(first, TraceOf(seed: 1));
        Assert.NotEqual(first, TraceOf(seed: 2));
    }

    [Fact]
    public void Every_turn_runs_on_the_thread_that_pumps()
    {
        var threads = TraceOf(seed: 3).Select(line => line.Split('@')[1]).Distinct();
        Assert.Equal([$"{Environment.CurrentManagedThreadId}"], threads);
    }

    [Fact]
    public void Time_passes_only_as_the_clock_says()
    {
        using var simulated = Simulated.Started(1, null, typeof(ChattyGrain));
        var slow = simulated.Begin(() => simulated.Grains.GetGrain<IChatty>("a").Sleep(TimeSpan.FromHours(1)));
        simulated.Advance(TimeSpan.FromSeconds(29));
        Assert.False(slow.IsCompleted);
        simulated.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<TimeoutException>(slow.Exception?.InnerException);
        Assert.Equal(1, simulated.Statistics.RequestsInFlight);
        simulated.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, simulated.Statistics.RequestsInFlight);
    }

    [Fact]
    public void Each_call_has_its_own_deadline()
    {
        using var simulated = Simulated.Started(1, null, typeof(ChattyGrain));
        var early = simulated.Begin(() => simulated.Grains.GetGrain<IChatty>("a").Sleep(TimeSpan.FromHours(1)));
        simulated.Advance(TimeSpan.FromSeconds(10));
        var late = simulated.Begin(() => simulated.Grains.GetGrain<IChatty>("b").Sleep(TimeSpan.FromHours(1)));
        simulated.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal((true, false), (early.IsFaulted, late.IsFaulted));
        simulated.Advance(TimeSpan.FromSeconds(10));
        Assert.True(late.IsFaulted);
    }

    static string[] TraceOf(int seed)
    {
        using var simulated = Simulated.Started(seed, null, typeof(ChattyGrain));
        simulated.Run(() => Task.WhenAll(Enumerable.Range(0, 20).Select(i => simulated.Grains.GetGrain<IChatty>($"{i % 5}").Talk(3))));
        simulated.Advance(TimeSpan.FromHours(1));
        return [.. simulated.Trace];
    }

    public interface IChatty : IGrainWithStringKey
    {
        Task Talk(int depth);

        Task Sleep(TimeSpan time);
    }

    [Reentrant]
    public sealed class ChattyGrain(List<string> trace, TimeProvider clock) : Grain, IChatty
    {
        public override Task OnActivateAsync(CancellationToken cancellationToken)
        {
            Say("activated");
            this.RegisterGrainTimer(_ => Tick(), new GrainTimerCreationOptions(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4)));
            return Task.CompletedTask;
        }

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            Say($"{reason.ReasonCode}");
            return Task.CompletedTask;
        }

        public async Task Talk(int depth)
        {
            Say($"hears {depth}");
            await Task.Yield();
            if (depth > 0)
                await GrainFactory.GetGrain<IChatty>($"{(depth * 7) % 5}").Talk(depth - 1);
            Say($"heard {depth}");
        }

        public Task Sleep(TimeSpan time) => Task.Delay(time, clock);

        Task Tick()
        {
            Say("ticks");
            return Task.CompletedTask;
        }

        void Say(string what) => trace.Add($"{this.GetPrimaryKeyString()} {what} @{Environment.CurrentManagedThreadId}");
    }
}

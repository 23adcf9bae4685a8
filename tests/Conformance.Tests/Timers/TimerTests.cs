using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Conformance.Tests;

public abstract class TimerTests(SiloFixture fixture) : SiloTests(fixture)
{
    static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);

    ITimerGrain Grain => Grains.GetGrain<ITimerGrain>(Key);

    [Fact]
    public async Task Ticks_follow_each_other_until_the_timer_is_disposed()
    {
        Journal.Open("tick 1", "tick 2", "tick 3", "tick 5");
        await Grain.Start(TimeSpan.Zero, Soon);
        await Journal.Until("tick 4 starts");
        var stop = Grain.Stop();
        Journal.Open("tick 4");
        await stop;

        // Time in which nothing may happen.
        await Task.Delay(Soon * 10);
        Assert.Equal(Enumerable.Range(1, 4).SelectMany(tick => (string[])[$"tick {tick} starts", $"tick {tick} ends"]), Journal.Lines);
    }

    [Fact]
    public async Task A_period_of_zero_ticks_without_a_pause_and_an_infinite_time_does_not_tick()
    {
        Journal.Open("tick 1", "tick 2", "tick 3");
        await Grain.Start(Timeout.InfiniteTimeSpan, TimeSpan.Zero);
        await Task.Delay(Soon * 10);
        Assert.Empty(Journal.Lines);

        await Grain.Change(TimeSpan.Zero, TimeSpan.Zero);
        await Journal.Until("tick 4 starts");
        var change = Grain.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        Journal.Open("tick 4", "tick 5");
        await change;
        await Journal.Until("tick 6 starts");
        Journal.Open("tick 6");
        await Journal.Until("tick 6 ends");
        await Task.Delay(Soon * 10);
        Assert.DoesNotContain("tick 7 starts", Journal.Lines);
    }

    [Theory, InlineData(-5, 10), InlineData(10, -5), InlineData(4_294_967_295, 10), InlineData(10, 4_294_967_295)]
    public async Task Times_that_a_timer_cannot_have_are_refused(double dueTime, double period)
    {
        var (due, every) = (TimeSpan.FromMilliseconds(dueTime), TimeSpan.FromMilliseconds(period));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Grain.Start(due, every));
        await Grain.Start(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Grain.Change(due, every));
        Assert.Empty(Journal.Lines);
    }

    [Fact]
    public async Task A_callback_of_a_ticks_token_that_throws_does_not_stop_the_grain()
    {
        await Grain.StartAngry();
        await Journal.Until("angry");
        await Grain.Leave();
        Journal.Open("work");
        await Grain.Work("work");
        Assert.Equal(["angry", "deactivated", "work starts", "work ends"], Journal.Lines);
    }

    [Fact]
    public async Task Ticks_and_requests_wait_for_each_other()
    {
        await Grain.Start(TimeSpan.Zero, Soon);
        await Journal.Until("tick 1 starts");
        var work = Grain.Work("work");
        Journal.Open("tick 1");
        await Journal.Until("work starts");
        Journal.Open("work");
        await work;
        await Journal.Until("tick 2 starts");
        Assert.Equal(["tick 1 starts", "tick 1 ends", "work starts", "work ends", "tick 2 starts"], Journal.Lines);
    }

    [Fact]
    public async Task Timers_end_with_the_activation()
    {
        Journal.Open([.. Enumerable.Range(1, 1_000).Select(tick => $"tick {tick}")]);
        await Grain.Start(TimeSpan.Zero, Soon);
        await Journal.Until("tick 1 ends");
        await Grain.Leave();
        await Journal.Until("deactivated");
        Journal.Open("work");
        await Grain.Work("work");
        Assert.Equal(["deactivated", "work starts", "work ends"], Journal.Lines[Array.IndexOf(Journal.Lines, "deactivated")..]);
    }
}

[Collection(nameof(RealSilo))] public sealed class RealSiloTimerTests(RealSiloFixture fixture) : TimerTests(fixture);
[Collection(nameof(SimulatedSilo))] public sealed class SimulatedSiloTimerTests(SimulatedSiloFixture fixture) : TimerTests(fixture);

/// <summary>Each tick has a number, writes when it starts and ends, and waits at a gate in between.</summary>
public interface ITimerGrain : IGrainWithStringKey
{
    Task Start(TimeSpan dueTime, TimeSpan period);

    /// <summary>Registers a callback that throws with the token of a tick.</summary>
    Task StartAngry();

    /// <summary>Changes the timer of <see cref="Start"/>.</summary>
    Task Change(TimeSpan dueTime, TimeSpan period);

    Task Work(string name);

    Task Stop();

    Task Leave();
}

public class TimerGrain : Grain, ITimerGrain
{
    IGrainTimer? _timer;
    int _ticks;

    Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Add("deactivated");
        return Task.CompletedTask;
    }

    public Task Start(TimeSpan dueTime, TimeSpan period)
    {
        _timer = this.RegisterGrainTimer(_ => Journal.Pass($"tick {++_ticks}"), new GrainTimerCreationOptions(dueTime, period));
        return Task.CompletedTask;
    }

    public Task StartAngry()
    {
        this.RegisterGrainTimer(
            token =>
            {
                token.Register(() => throw new InvalidOperationException("angry"));
                Journal.Add("angry");
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan dueTime, TimeSpan period)
    {
        _timer!.Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task Work(string name) => Journal.Pass(name);

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

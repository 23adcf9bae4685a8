namespace OrleansOrders.Conformance.Tests;

public sealed class TimerTests(EngineFixture fixture) : EngineTests(fixture)
{
    static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);

    ITimerGrain Grain => Grains.GetGrain<ITimerGrain>(Key);

    [Fact]
    public async Task A_timer_ticks_again_and_again_until_it_is_disposed()
    {
        await Grain.Start("tick", TimeSpan.Zero, Soon, interleave: false, keepAlive: false);
        await Until(() => Journal.Count("tick") >= 3);
        await Grain.Stop();
        var ticks = Journal.Count("tick");
        await Pass(Soon * 10);
        Assert.Equal(ticks, Journal.Count("tick"));
    }

    [Fact]
    public async Task A_timer_without_a_period_ticks_once()
    {
        await Grain.Start("tick", Soon, Timeout.InfiniteTimeSpan, interleave: false, keepAlive: false);
        await Journal.Until("tick");
        await Pass(Soon * 10);
        Assert.Equal(1, Journal.Count("tick"));
    }

    [Fact]
    public async Task A_tick_waits_for_a_request_that_runs()
    {
        await Grain.Start("tick", TimeSpan.FromMilliseconds(50), Soon, interleave: false, keepAlive: false);
        var ticksBefore = Journal.Count("tick");
        var blocked = Grain.Block("gate");
        await Journal.Until("blocked");
        ticksBefore = Journal.Count("tick");
        await Pass(TimeSpan.FromMilliseconds(200));
        Assert.Equal(ticksBefore, Journal.Count("tick"));
        Journal.Open("gate");
        await blocked;
        await Until(() => Journal.Count("tick") > ticksBefore);
    }

    [Fact]
    public async Task A_request_waits_for_a_tick_that_runs()
    {
        await Grain.StartGated("tick", TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await Journal.Until("tick 1 starts");
        Journal.Open("gate");
        var work = Grain.Block("gate");
        await Grain.Glance();
        Assert.DoesNotContain("blocked", Journal.Lines);
        Journal.Open("tick 1");
        await work;
        Assert.Equal(["tick 1 starts", "tick 1 ends", "blocked", "unblocked"], Journal.Lines);
    }

    [Fact]
    public async Task An_interleaving_tick_does_not_wait()
    {
        await Grain.Start("tick", TimeSpan.FromMilliseconds(50), Soon, interleave: true, keepAlive: false);
        var blocked = Grain.Block("gate");
        await Journal.Until("blocked");
        var ticks = Journal.Count("tick");
        await Until(() => Journal.Count("tick") > ticks + 2);
        Assert.False(blocked.IsCompleted);
        Journal.Open("gate");
        await blocked;
    }

    [Fact]
    public async Task Ticks_of_one_timer_never_overlap_and_the_period_counts_from_the_end()
    {
        await Grain.StartGated("tick", TimeSpan.Zero, Soon);
        await Journal.Until("tick 1 starts");
        await Pass(Soon * 10);
        Assert.Equal(["tick 1 starts"], Journal.Lines);
        Journal.Open("tick 1");
        await Journal.Until("tick 2 starts");
        Assert.Equal(["tick 1 starts", "tick 1 ends", "tick 2 starts"], Journal.Lines);
        Journal.Open("tick 2");
        await Grain.Stop();
    }

    [Fact]
    public async Task A_tick_that_throws_is_followed_by_the_next()
    {
        await Grain.StartFailing("tick", Soon);
        await Journal.Until("tick 3");
        await Grain.Stop();
    }

    [Fact]
    public async Task A_changed_timer_ticks_at_its_new_time()
    {
        await Grain.Start("tick", TimeSpan.FromHours(1), TimeSpan.FromHours(1), interleave: false, keepAlive: false);
        await Grain.Change(Soon, Timeout.InfiniteTimeSpan);
        await Journal.Until("tick");
        Assert.Equal(1, Journal.Count("tick"));
    }

    [Fact]
    public async Task Timers_end_with_the_activation()
    {
        await Grain.Start("tick", TimeSpan.Zero, Soon, interleave: false, keepAlive: false);
        await Journal.Until("tick");
        await Grain.Leave();
        await Journal.Until("deactivated ApplicationRequested");
        var ticks = Journal.Count("tick");
        await Grain.Glance();
        await Pass(Soon * 10);
        Assert.Equal(ticks, Journal.Count("tick"));
    }

    [Fact]
    public async Task Ticks_keep_a_grain_in_memory_only_if_they_are_told_to()
    {
        await using var engine = await EngineHost.StartAsync(
            new EngineSettings { CollectionAge = TimeSpan.FromMilliseconds(1_500), CollectionQuantum = TimeSpan.FromMilliseconds(500) });
        var kept = $"{Key}-kept";
        await engine.Grains.GetGrain<ITimerGrain>(kept).Start("tick", TimeSpan.Zero, Soon, interleave: false, keepAlive: true);
        await engine.Grains.GetGrain<ITimerGrain>(Key).Start("tick", TimeSpan.Zero, Soon, interleave: false, keepAlive: false);
        await Journal.Until("deactivated ActivationIdle");
        Assert.DoesNotContain("deactivated ActivationIdle", Journal.Of(kept).Lines);
    }

    [Fact]
    public async Task A_timer_is_not_started_outside_the_grains_turns() => Assert.Equal("refused", await Grain.StartOutsideTurn());

    Task Until(Func<bool> condition) => Poll.Until(condition, () => $"more ticks than {Journal.Count("tick")}");

    // Lets time go by in which something must not happen.
    static Task Pass(TimeSpan time) => Task.Delay(time);
}

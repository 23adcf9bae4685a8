namespace OrleansOrders.Conformance.Tests;

public sealed class TurnTests(EngineFixture fixture) : EngineTests(fixture)
{
    ITurnGrain Grain => Grains.GetGrain<ITurnGrain>(Key);

    [Fact]
    public async Task A_request_waits_until_the_one_before_has_ended()
    {
        var first = Grain.Work("first");
        await Journal.Until("first starts");
        var second = Grain.Work("second");
        await GlanceAfterwards();
        Assert.DoesNotContain("second starts", Journal.Lines);

        Journal.Open("first");
        Journal.Open("second");
        await Task.WhenAll(first, second);
        Assert.Equal(["first starts", "glance starts", "glance ends", "first ends", "second starts", "second ends"], Journal.Lines);
    }

    [Fact]
    public async Task A_request_that_always_interleaves_overtakes_those_that_wait()
    {
        var first = Grain.Work("first");
        await Journal.Until("first starts");
        var second = Grain.Work("second");
        await GlanceAfterwards();
        Assert.False(first.IsCompleted || second.IsCompleted);
        Journal.Open("first");
        Journal.Open("second");
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_request_starts_beside_one_that_always_interleaves()
    {
        var glance = Grain.Glance("glance");
        await Journal.Until("glance starts");
        Journal.Open("work");
        await Grain.Work("work");
        Assert.False(glance.IsCompleted);
        Journal.Open("glance");
        await glance;
    }

    [Fact]
    public async Task Requests_of_a_reentrant_grain_take_turns_at_awaits()
    {
        var grain = Grains.GetGrain<IReentrantTurnGrain>(Key);
        var first = grain.Work("first");
        await Journal.Until("first starts");
        Journal.Open("second");
        await grain.Work("second");
        Assert.False(first.IsCompleted);
        Journal.Open("first");
        await first;
    }

    [Fact]
    public async Task Turns_of_one_grain_never_run_at_once()
    {
        var grain = Grains.GetGrain<IReentrantTurnGrain>(Key);
        var overlaps = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => grain.Count(100))));
        Assert.Equal(0, overlaps.Sum());
        Assert.Equal(5_000, await grain.Total());
    }

    [Fact]
    public async Task Code_after_an_await_is_in_the_grains_turns_again() => Assert.True(await Grain.StaysInTurn());

    [Fact]
    public async Task Task_Run_leaves_the_grains_turns_and_the_await_returns() => Assert.True(await Grain.LeavesTurn());

    [Fact]
    public async Task Grains_do_not_wait_for_each_other()
    {
        var held = Grain.Work("held");
        await Journal.Until("held starts");
        var other = $"{Key}-other";
        Journal.Of(other).Open("free");
        await Grains.GetGrain<ITurnGrain>(other).Work("free");
        Assert.False(held.IsCompleted);
        Journal.Open("held");
        await held;
    }

    [Fact]
    public async Task Ten_thousand_grains_answer_at_once()
    {
        var keys = Enumerable.Range(0, 10_000).Select(i => $"{Key}-{i}").ToArray();
        var totals = await Task.WhenAll(keys.Select(async key =>
        {
            var grain = Grains.GetGrain<IReentrantTurnGrain>(key);
            await grain.Count(1);
            return await grain.Total();
        }));
        Assert.All(totals, total => Assert.Equal(1, total));
    }

    async Task GlanceAfterwards()
    {
        Journal.Open("glance");
        await Grain.Glance("glance");
    }
}

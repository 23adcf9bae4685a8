namespace OrleansOrders.Conformance.Tests;

public abstract class TurnTests(SiloFixture fixture) : SiloTests(fixture)
{
    ITurnGrain Grain => Grains.GetGrain<ITurnGrain>(Key);

    IReentrantTurnGrain Reentrant => Grains.GetGrain<IReentrantTurnGrain>(Key);

    [Fact]
    public async Task A_request_waits_for_the_one_before_and_an_interleaving_request_overtakes_it()
    {
        var first = Grain.Work("first");
        await Journal.Until("first starts");
        var second = Grain.Work("second");
        Journal.Open("glance");
        await Grain.Glance("glance");
        Assert.False(first.IsCompleted || second.IsCompleted);

        Journal.Open("first", "second");
        await Task.WhenAll(first, second);
        Assert.Equal(["first starts", "glance starts", "glance ends", "first ends", "second starts", "second ends"], Journal.Lines);
    }

    [Fact]
    public async Task A_request_starts_beside_an_interleaving_one()
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
    public async Task Requests_that_only_read_run_beside_each_other()
    {
        var first = Grain.Look("first");
        await Journal.Until("first starts");
        var work = Grain.Work("work");
        Journal.Open("second", "work");
        await Grain.Look("second");
        Assert.False(first.IsCompleted || work.IsCompleted);
        Journal.Open("first");
        await Task.WhenAll(first, work);
        Assert.Equal(["first starts", "second starts", "second ends", "first ends", "work starts", "work ends"], Journal.Lines);
    }

    [Fact]
    public async Task A_one_way_call_completes_at_once()
    {
        await Grain.Tell("told");
        await Journal.Until("told starts");
        Journal.Open("told");
        await Journal.Until("told ends");
    }

    [Fact]
    public async Task Requests_of_a_reentrant_grain_run_beside_each_other()
    {
        var first = Reentrant.Work("first");
        await Journal.Until("first starts");
        Journal.Open("second");
        await Reentrant.Work("second");
        Assert.False(first.IsCompleted);
        Journal.Open("first");
        await first;
    }

    [Fact]
    public async Task Two_turns_of_one_grain_never_run_at_once()
    {
        var grain = Reentrant;
        var overlaps = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => grain.Count(100))));
        Assert.Equal(0, overlaps.Sum());
        Assert.Equal(5_000, await grain.Total());
    }

    [Fact]
    public async Task Code_after_an_await_is_in_a_turn_of_the_grain() => Assert.True(await Grain.StaysInTurn());

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
}

[Collection(nameof(RealSilo))]
public sealed class RealSiloTurnTests(RealSiloFixture fixture) : TurnTests(fixture);

[Collection(nameof(SimulatedSilo))]
public sealed class SimulatedSiloTurnTests(SimulatedSiloFixture fixture) : TurnTests(fixture);

namespace OrleansOrders.Conformance.Tests;

public sealed class ResponseTimeoutTests(ShortTimeoutFixture fixture) : IClassFixture<ShortTimeoutFixture>
{
    readonly string _key = $"test:{Guid.NewGuid():N}";

    Journal Journal => Journal.Of(_key);

    IPatientGrain Grain => fixture.Engine.Grains.GetGrain<IPatientGrain>(_key);

    [Fact]
    public async Task A_caller_gives_up_after_the_timeout_and_the_callee_goes_on()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Grain.Hold("call"));
        Assert.Equal(["call starts"], Journal.Lines);
        Journal.Open("call");
        await Journal.Until("call ends");
        Journal.Open("next");
        await Grain.Hold("next");
    }

    [Fact]
    public async Task A_call_that_waited_longer_than_its_caller_never_runs()
    {
        var running = Grain.Hold("running");
        await Journal.Until("running starts");
        var waiting = Grain.Hold("waiting");
        await Assert.ThrowsAsync<TimeoutException>(() => running);
        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
        Journal.Open("waiting");
        Journal.Open("running");
        await Journal.Until("running ends");
        Journal.Open("last");
        await Grain.Hold("last");
        Assert.Equal(["running starts", "running ends", "last starts", "last ends"], Journal.Lines);
    }

    [Fact]
    public async Task A_cycle_of_calls_ends_by_timeout()
    {
        var grain = fixture.Engine.Grains.GetGrain<ITurnGrain>(_key);
        await Assert.ThrowsAsync<TimeoutException>(() => grain.Cycle($"{_key}-other", back: false));
    }

    [Fact]
    public async Task Answers_in_time_are_not_touched_by_the_timeout()
    {
        Journal.Open("quick");
        for (var i = 0; i < 1_000; i++)
            await Grain.Hold("quick");
        Assert.Equal(1_000, Journal.Count("quick ends"));
    }
}

namespace OrleansOrders.Conformance.Tests;

public sealed class CancellationTests(EngineFixture fixture) : EngineTests(fixture)
{
    IPatientGrain Grain => Grains.GetGrain<IPatientGrain>(Key);

    [Fact]
    public async Task A_call_cancelled_before_is_not_sent()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Grain.WaitForToken("call", new CancellationToken(canceled: true)));
        await Grain.Glance();
        Assert.Empty(Journal.Lines);
    }

    [Fact]
    public async Task A_call_cancelled_while_it_waits_never_runs()
    {
        using var source = new CancellationTokenSource();
        var holding = Grain.Hold("hold");
        await Journal.Until("hold starts");
        var waiting = Grain.WaitForToken("call", source.Token);
        await Grain.Glance();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Task.Delay(EngineHost.CancellationTravels);
        Journal.Open("hold");
        await holding;
        Journal.Open("last");
        await Grain.Hold("last");
        Assert.Equal(["hold starts", "hold ends", "last starts", "last ends"], Journal.Lines);
    }

    [Fact]
    public async Task A_call_cancelled_while_it_runs_is_over_for_the_caller_and_told_to_the_callee()
    {
        using var source = new CancellationTokenSource();
        var running = Grain.WaitForToken("call", source.Token);
        await Journal.Until("call starts");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Journal.Until("call sees its token");
        Assert.DoesNotContain("call ends", Journal.Lines);
        Journal.Open("call");
        await Journal.Until("call ends");
    }

    [Fact]
    public async Task A_token_that_does_not_fire_changes_nothing()
    {
        using var source = new CancellationTokenSource();
        var running = Grain.WaitForToken("call", source.Token);
        await Journal.Until("call starts");
        Journal.Open("call");
        await Grain.Glance();
        Assert.False(running.IsCompleted);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}

namespace OrleansOrders.Conformance.Tests;

public abstract class CancellationTests(SiloFixture fixture) : SiloTests(fixture)
{
    ITurnGrain Grain => Grains.GetGrain<ITurnGrain>(Key);

    [Fact]
    public async Task A_call_with_a_token_that_has_fired_throws_at_once_and_is_not_sent()
    {
        await Grain.StaysInTurn();
        var thrown = Record.Exception(() =>
        {
            _ = Grain.WaitForToken("call", new CancellationToken(canceled: true));
        });
        Assert.IsAssignableFrom<OperationCanceledException>(thrown);
        await Grain.StaysInTurn();
        Assert.Empty(Journal.Lines);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_while_it_waits_never_runs()
    {
        using var cancelled = new CancellationTokenSource();
        using var afterwards = new CancellationTokenSource();
        var holding = Grain.Work("hold");
        await Journal.Until("hold starts");
        var watching = Grain.Watch("watch", afterwards.Token);
        await Journal.Until("watch starts");
        var waiting = Grain.WaitForToken("call", cancelled.Token);

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        // Cancellations of one silo for one grain arrive in order: after this one, the first has arrived.
        await afterwards.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
        await Journal.Until("watch sees its token");

        Journal.Open("hold", "last", "watch");
        await holding;
        await Grain.Work("last");
        Assert.DoesNotContain("call starts", Journal.Lines);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_call_that_is_cancelled_while_it_runs_ends_for_the_caller_and_the_callee_sees_its_token(bool fromClient)
    {
        using var source = new CancellationTokenSource();
        var running = (fromClient ? Silo.Client : Grains).GetGrain<ITurnGrain>(Key).WaitForToken("call", source.Token);
        await Journal.Until("call starts");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Journal.Until("call sees its token");
        Assert.DoesNotContain("call ends", Journal.Lines);
        Journal.Open("call");
        await Journal.Until("call ends");
    }
}

[Collection(nameof(RealSilo))] public sealed class RealSiloCancellationTests(RealSiloFixture fixture) : CancellationTests(fixture);
[Collection(nameof(SimulatedSilo))] public sealed class SimulatedSiloCancellationTests(SimulatedSiloFixture fixture) : CancellationTests(fixture);

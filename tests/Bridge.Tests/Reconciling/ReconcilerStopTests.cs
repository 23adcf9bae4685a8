using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Bridge.Tests;

public sealed class ReconcilerStopTests
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_round_that_fails_while_the_process_stops_does_not_end_it_as_a_crash()
    {
        var (turn, clock) = (new FailingTurn(), new TestClock());
        using var reconciler = new Reconciler(turn, null!, null!, Options.Create(new ReconcilerOptions { Interval = Interval }), clock, TaskScheduler.Default, NullLogger<Reconciler>.Instance);
        await reconciler.StartAsync(default);
        await Eventually.Async(() => clock.TimersOf(Interval) == 1, "it waits for the next look");
        clock.Advance(Interval);
        await turn.Looking.WaitAsync(TimeSpan.FromSeconds(30));

        await reconciler.StopAsync(default);

        Assert.True(turn.Failed);
    }

    /// <summary>Fails once it is told to stop, as a call does whose silo or database goes away at that moment.</summary>
    sealed class FailingTurn : IReconcilerLease
    {
        readonly TaskCompletionSource _looking = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Looking => _looking.Task;

        public bool Failed { get; private set; }

        public async Task<bool> Take(CancellationToken ct)
        {
            _looking.TrySetResult();
            await Task.Delay(Timeout.Infinite, ct).ContinueWith(_ => { }, TaskScheduler.Default);
            Failed = true;
            throw new TimeoutException("the database is away");
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

using System.Collections.Concurrent;

namespace OrleansOrders.Chaos.Tests;

public sealed class FaultLaneTests
{
    [Fact]
    public async Task A_run_that_is_over_ends_the_fault_under_way()
    {
        using var over = new CancellationTokenSource();
        var system = new RecordingTarget();
        var (faults, lane) = Lane(system);
        var running = lane.RunAsync(over.Token);
        await system.Begun.Task;
        await over.CancelAsync();
        await running;

        var fault = Assert.Single(faults).Fault;
        Assert.Equal(["begin " + fault.Kind, "end " + fault.Kind], system.Calls);
    }

    [Fact]
    public async Task What_cannot_be_staged_is_said_and_undone_and_not_tried_again()
    {
        using var over = new CancellationTokenSource();
        var system = new RecordingTarget { WhyNot = "no tool" };
        var (faults, lane) = Lane(system);
        var running = lane.RunAsync(over.Token);
        await Eventually.Async(() => !faults.IsEmpty, "it is tried");
        await over.CancelAsync();
        await running;

        Assert.All(faults, fault => Assert.Equal("no tool", fault.WhyNot));
        Assert.Equal(2 * faults.Count, system.Calls.Count);
        Assert.Equal(faults.Count, faults.Select(fault => fault.Fault.Kind).Distinct().Count());
    }

    [Fact]
    public async Task A_fault_whose_end_fails_is_ended_later_and_the_run_goes_on()
    {
        using var over = new CancellationTokenSource();
        var system = new RecordingTarget { FailingEnds = 2 };
        var (faults, lane) = Lane(system);
        var running = lane.RunAsync(over.Token);
        await system.Begun.Task;
        await over.CancelAsync();
        await running;

        var fault = Assert.Single(faults);
        Assert.Null(fault.WhyNot);
        Assert.Equal(["begin " + fault.Fault.Kind, .. Enumerable.Repeat("end " + fault.Fault.Kind, 3)], system.Calls);
    }

    [Fact]
    public async Task A_fault_that_cannot_be_ended_fails_the_run_and_is_named()
    {
        using var over = new CancellationTokenSource();
        var system = new RecordingTarget { FailingEnds = int.MaxValue };
        var (_, lane) = Lane(system, patience: TimeSpan.Zero);
        var running = lane.RunAsync(over.Token);
        await system.Begun.Task;
        await over.CancelAsync();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => running);
        Assert.EndsWith("could not be ended: too busy", failure.Message, StringComparison.Ordinal);
    }

    static (ConcurrentQueue<InjectedFault> Faults, FaultLane Lane) Lane(IFaultTarget system, TimeSpan? patience = null)
    {
        var faults = new ConcurrentQueue<InjectedFault>();
        return (faults, new(FaultSchedule.Of(Target.Application, 1), system, faults, _ => { }) { Pause = TimeSpan.Zero, Patience = patience ?? TimeSpan.FromMinutes(1) });
    }

    sealed class RecordingTarget : IFaultTarget
    {
        public string? WhyNot { get; init; }

        public int FailingEnds { get; init; }

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<string> Calls { get; } = new();

        public Task BeginAsync(Fault fault)
        {
            Calls.Enqueue("begin " + fault.Kind);
            Begun.TrySetResult();
            return WhyNot is null ? Task.CompletedTask : throw new InvalidOperationException(WhyNot);
        }

        public Task EndAsync(Fault fault)
        {
            Calls.Enqueue("end " + fault.Kind);
            return Calls.Count - 1 > FailingEnds ? Task.CompletedTask : throw new InvalidOperationException("too busy");
        }
    }
}

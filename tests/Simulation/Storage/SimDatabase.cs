using Npgsql;
using SimulatedSilo;

namespace OrleansOrders.Simulation;

/// <summary>
/// PostgreSQL as atomic statements with replies that may be lost. A statement may fail before or after its commit, be rolled back, be slow, or be
/// executed after its caller got a connection error.
/// </summary>
sealed class SimDatabase(World world)
{
    /// <summary>While it is unavailable, every statement fails.</summary>
    public bool IsAway { get; set; }

    public SimTables Tables { get; } = new();

    /// <summary>Runs a statement for a process; <paramref name="work"/> is executed at one instant.</summary>
    public Task<T> Run<T>(SimProcess process, string what, Func<T> work)
    {
        var answer = new TaskCompletionSource<T>();
        var dice = world.Faults.Dice;
        var life = process.Door;
        if (world.Faults.Happens(Knob.RolledBack, 0.02)) RollBack(answer, process, what);
        else if (world.Faults.Happens(Knob.FailBefore, 0.03)) Fail(answer, process, what, Probe.FailedBeforeCommit);
        else if (world.Faults.Happens(Knob.LateCommit, 0.02)) FailThenCommit(answer, process, what, work, dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(2)));
        else world.After(world.Faults.Work(), () => Commit(answer, process, life, what, work));
        return answer.Task;
    }

    void Commit<T>(TaskCompletionSource<T> answer, SimProcess process, TaskDoor life, string what, Func<T> work)
    {
        if (IsAway)
        {
            Fail(answer, process, what, Probe.DatabaseAway);
            return;
        }

        // If the process died meanwhile, its statement was sent or not.
        if (!life.IsOpen && world.Faults.Dice.Chance(0.5)) return;
        var result = work();
        world.Trace.Say("database", $"{what} for {process.Name}");
        if (world.Faults.Happens(Knob.FailAfter, 0.03)) Fail(answer, process, what, Probe.FailedAfterCommit);
        else world.After(world.Faults.Latency(), () => answer.TrySetResult(result));
    }

    void FailThenCommit<T>(TaskCompletionSource<T> answer, SimProcess process, string what, Func<T> work, TimeSpan late)
    {
        Fail(answer, process, what, Probe.CommittedAfterFailure);
        world.After(late, () =>
        {
            if (IsAway) return;
            work();
            world.Trace.Say("database", $"{what} for {process.Name}, late");
        });
    }

    void Fail<T>(TaskCompletionSource<T> answer, SimProcess process, string what, Probe probe)
    {
        world.Probes.Hit(probe);
        world.Trace.Say("database", $"{what} for {process.Name} fails: {probe}");
        world.After(world.Faults.Latency(), () => answer.TrySetException(new StorageUnavailableException($"simulated: {probe}")));
    }

    void RollBack<T>(TaskCompletionSource<T> answer, SimProcess process, string what)
    {
        world.Probes.Hit(Probe.RolledBack);
        world.Trace.Say("database", $"{what} for {process.Name} is rolled back");
        world.After(world.Faults.Latency(), () => answer.TrySetException(new PostgresException("deadlock detected", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected)));
    }
}

namespace OrleansOrders.Simulation.Tests;

public sealed class WorldTests
{
    [Fact]
    public void Tasks_that_never_let_time_go_on_are_a_violation()
    {
        var world = new World(1, Plan.Of(1), keepTrace: false, new());
        Again();
        world.RunUntil(() => false, TimeSpan.FromSeconds(1));
        Assert.Contains("time does not go on", world.Violation, StringComparison.Ordinal);

        void Again() => Task.Factory.StartNew(Again, CancellationToken.None, TaskCreationOptions.DenyChildAttach, world.Clients);
    }

    // A statement of a dead process took the lock for the next life of the process, which did not know that it had it.
    [Fact]
    public void A_dead_process_takes_no_lock()
    {
        var world = new World(1, Plan.Of(1), keepTrace: false, new());
        var process = new SimProcess(world, "one", SimRole.All);
        world.Processes.Add(process);
        var statements = new LaterStatements();
        process.Start();
        _ = new SimReconcilerLease(world, statements, process).Take(CancellationToken.None);
        process.Kill();
        process.Start();
        statements.Execute();
        Assert.True(world.Reconciling!.IsGone);
    }

    /// <summary>Statements that are executed when the test says so.</summary>
    sealed class LaterStatements : ISimStatements
    {
        public Action Execute { get; private set; } = () => { };

        public Task<T> Run<T>(string what, Func<T> work)
        {
            Execute = () => _ = work();
            return new TaskCompletionSource<T>().Task;
        }
    }
}

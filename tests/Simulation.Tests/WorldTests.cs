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
}

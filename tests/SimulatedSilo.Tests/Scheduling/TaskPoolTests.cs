namespace SimulatedSilo.Tests;

public sealed class TaskPoolTests
{
    [Fact]
    public void The_seed_decides_the_order()
    {
        Assert.Equal(OrderOf(1), OrderOf(1));
        Assert.NotEqual(OrderOf(1), OrderOf(2));
        Assert.Equal(Enumerable.Range(0, 20), OrderOf(1).Order());
    }

    [Fact]
    public void After_a_door_is_closed_none_of_its_tasks_runs()
    {
        var pool = new TaskPool(1);
        TaskDoor killed = new(pool, "killed"), alive = new(pool, "alive");
        List<string> ran = [];
        Start(killed, () => ran.Add("ready before"));
        Start(alive, () => ran.Add("alive"));
        killed.Close();
        Start(killed, () => ran.Add("queued after"));
        pool.RunUntilIdle();
        Assert.Equal(["alive"], ran);
        Assert.False(killed.IsOpen);
        Assert.Same(alive, pool.Last);
    }

    [Fact]
    public async Task A_task_from_another_thread_is_a_leak_and_does_not_run()
    {
        var pool = new TaskPool(1);
        var door = new TaskDoor(pool);
        var ran = false;
        await Task.Factory.StartNew(() => Start(door, () => ran = true), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.Contains(nameof(A_task_from_another_thread_is_a_leak_and_does_not_run), pool.Leak, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(pool.RunUntilIdle);
        Assert.False(ran);
    }

    static List<int> OrderOf(int seed)
    {
        var pool = new TaskPool(seed);
        var door = new TaskDoor(pool);
        List<int> order = [];
        foreach (var i in Enumerable.Range(0, 20)) Start(door, () => order.Add(i));
        pool.RunUntilIdle();
        return order;
    }

    static void Start(TaskDoor door, Action action) => _ = Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.None, door);
}

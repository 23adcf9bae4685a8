namespace OrleansOrders.Embedded.Tests;

/// <summary>Runs every task on the thread that pumps it, in an order that the seed decides.</summary>
public sealed class SeededScheduler(int seed) : TaskScheduler
{
    readonly Random _random = new(seed);
    readonly List<Task> _ready = [];
    readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>Runs what is ready, and what that makes ready, until nothing is.</summary>
    public void RunUntilIdle()
    {
        // The test runner's own context would draw continuations away from here.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        while (_ready.Count > 0)
        {
            var index = _random.Next(_ready.Count);
            var task = _ready[index];
            _ready.RemoveAt(index);
            TryExecuteTask(task);
        }

        SynchronizationContext.SetSynchronizationContext(context);
    }

    // A task queued from another thread would be a leak out of the simulation; the list is not locked so that it would not go unnoticed.
    protected override void QueueTask(Task task)
    {
        Assert.Equal(_thread, Environment.CurrentManagedThreadId);
        _ready.Add(task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _ready;
}

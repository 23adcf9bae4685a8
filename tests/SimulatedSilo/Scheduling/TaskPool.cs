namespace SimulatedSilo;

/// <summary>
/// The ready tasks of all simulated processes. They run one at a time, on the thread that created the pool. The seed decides the order.
/// </summary>
public sealed class TaskPool(int seed)
{
    readonly Random _random = new(seed);
    readonly List<(TaskDoor Door, Task Task)> _ready = [];
    readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>The number of tasks that are ready.</summary>
    public int Count => _ready.Count;

    /// <summary>The stack at which a task was queued from another thread, which is a leak out of the simulation; null without a leak.</summary>
    public string? Leak { get; private set; }

    /// <summary>The door of the task that ran last.</summary>
    public TaskDoor? Last { get; private set; }

    /// <summary>Runs one of the tasks that are ready; false if there is none.</summary>
    public bool TryRunOne()
    {
        if (_ready.Count == 0) return false;
        var index = _random.Next(_ready.Count);
        var (door, task) = _ready[index];

        // The order of the list does not matter, since the next task is drawn at random too.
        _ready[index] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        Last = door;
        door.Run(task);
        return true;
    }

    /// <summary>Runs tasks until none is ready.</summary>
    /// <exception cref="InvalidOperationException">A task was queued from another thread.</exception>
    public void RunUntilIdle()
    {
        // The synchronization context of a test runner would take continuations to other threads.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        while (TryRunOne())
        {
        }

        SynchronizationContext.SetSynchronizationContext(context);
        if (Leak is not null) throw new InvalidOperationException($"A task came from another thread: {Leak}");
    }

    internal void Add(TaskDoor door, Task task)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            Leak ??= Environment.StackTrace;
            return;
        }

        _ready.Add((door, task));
    }

    internal void Forget(TaskDoor door) => _ready.RemoveAll(entry => entry.Door == door);
}

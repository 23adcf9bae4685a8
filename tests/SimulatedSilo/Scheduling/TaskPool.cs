namespace SimulatedSilo;

/// <summary>
/// Every task that is ready to run, of however many schedulers. One is run at a time, on the thread that made the pool, in an order that the seed
/// decides.
/// </summary>
public sealed class TaskPool(int seed)
{
    readonly Random _random = new(seed);
    readonly List<(TaskDoor Door, Task Task)> _ready = [];
    readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>Tasks that are ready.</summary>
    public int Count => _ready.Count;

    /// <summary>The stack of a task that was queued from another thread: a leak out of the simulation; null while there was none.</summary>
    public string? Leak { get; private set; }

    /// <summary>The door of the task that was run last.</summary>
    public TaskDoor? Last { get; private set; }

    /// <summary>Runs one of the tasks that are ready; false when none is.</summary>
    public bool TryRunOne()
    {
        if (_ready.Count == 0)
            return false;
        var index = _random.Next(_ready.Count);
        var (door, task) = _ready[index];

        // Which place it has among the others does not matter: the next one is drawn too.
        _ready[index] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        Last = door;
        door.Run(task);
        return true;
    }

    /// <summary>Runs what is ready, and what that makes ready, until nothing is.</summary>
    public void RunUntilIdle()
    {
        // A test runner's own context would draw continuations away from here.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        while (TryRunOne())
        {
        }

        SynchronizationContext.SetSynchronizationContext(context);
        if (Leak is not null)
            throw new InvalidOperationException($"A task came from another thread: {Leak}");
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

namespace SimulatedSilo;

/// <summary>The scheduler of one simulated process. Its tasks wait in a <see cref="TaskPool"/>. Close it to kill the process: none of its tasks runs after that.</summary>
public sealed class TaskDoor(TaskPool pool, string name = "") : TaskScheduler
{
    /// <summary>The name of the process, for traces.</summary>
    public string Name => name;

    /// <summary>Whether its tasks run.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Drops the ready tasks, and all that are queued later. It cannot be undone.</summary>
    public void Close()
    {
        IsOpen = false;
        pool.Forget(this);
    }

    internal void Run(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task)
    {
        if (IsOpen) pool.Add(this, task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}

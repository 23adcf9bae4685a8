namespace SimulatedSilo;

/// <summary>A scheduler whose tasks are in a <see cref="TaskPool"/>. Closed, it takes no more: what a process that died had in mind never happens.</summary>
public sealed class TaskDoor(TaskPool pool, string name = "") : TaskScheduler
{
    /// <summary>Whose tasks these are, for traces.</summary>
    public string Name => name;

    /// <summary>Whether tasks still come through.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>For good: also what is ready is dropped.</summary>
    public void Close()
    {
        IsOpen = false;
        pool.Forget(this);
    }

    internal void Run(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task)
    {
        if (IsOpen)
            pool.Add(this, task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}

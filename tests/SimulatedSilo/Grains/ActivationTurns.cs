namespace SimulatedSilo;

/// <summary>The turns of one activation, first in first out, each of them a task of the process's scheduler. A continuation of code in a turn is a turn again.</summary>
sealed class ActivationTurns(Activation activation, TaskScheduler process) : TaskScheduler
{
    readonly Queue<Task> _turns = new();
    bool _posted;

    public override int MaximumConcurrencyLevel => 1;

    // May be called on another thread: a task that a grain awaits can complete anywhere.
    protected override void QueueTask(Task task)
    {
        lock (_turns)
        {
            _turns.Enqueue(task);
            if (_posted) return;
            _posted = true;
        }

        Post();
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(OrleansInternals.CurrentTurn, activation) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    void Post() => new Task(static self => ((ActivationTurns)self!).RunOne(), this).Start(process);

    void RunOne()
    {
        Task turn;
        lock (_turns) turn = _turns.Dequeue();
        var before = OrleansInternals.CurrentTurn;
        OrleansInternals.CurrentTurn = activation;
        try
        {
            TryExecuteTask(turn);
        }
        finally
        {
            OrleansInternals.CurrentTurn = before;
        }

        lock (_turns)
        {
            _posted = _turns.Count > 0;
            if (!_posted) return;
        }

        Post();
    }
}

namespace OrleansOrders.Embedded;

/// <summary>
/// One activation's turns, first in first out and never two at once, run on the engine's scheduler. Whoever awaits inside a turn comes back
/// here, because the awaiter captures the current scheduler.
/// </summary>
internal sealed class ActivationScheduler(Activation activation, TaskScheduler underlying, int turnsInARow) : TaskScheduler
{
    readonly Queue<Task> _turns = new();
    bool _posted;

    internal Activation Activation => activation;

    public override int MaximumConcurrencyLevel => 1;

    protected override void QueueTask(Task task)
    {
        lock (_turns)
        {
            _turns.Enqueue(task);
            if (_posted)
                return;
            _posted = true;
        }

        Post();
    }

    // Inline only within one of this activation's own turns, and never past those already queued.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(Current, this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_turns)
            return [.. _turns];
    }

    void Post() => new Task(static self => ((ActivationScheduler)self!).RunTurns(), this).Start(underlying);

    void RunTurns()
    {
        // An await prefers a synchronization context to a scheduler. A host's or a test's own must not draw turns away from here.
        var context = SynchronizationContext.Current;
        if (context is not null)
            SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            RunSome();
        }
        finally
        {
            if (context is not null)
                SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    void RunSome()
    {
        for (var ran = 0; ran < turnsInARow; ran++)
        {
            Task? turn;
            lock (_turns)
            {
                if (!_turns.TryDequeue(out turn))
                {
                    _posted = false;
                    return;
                }
            }

            TryExecuteTask(turn);
        }

        Post();
    }
}

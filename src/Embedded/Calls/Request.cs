using System.Diagnostics.CodeAnalysis;

namespace OrleansOrders.Embedded;

/// <summary>Something an activation is asked to do: a call or a timer's tick. It waits, then runs or is abandoned, each at most once.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A task that nobody waits on by handle holds nothing to free.")]
internal abstract class Request
{
    const int Waiting = 0, Running = 1, Abandoned = 2;

    readonly Task _turn;
    int _stage;

    // Made here and not when it starts, so that it runs in the caller's execution context (trace, locals).
    protected Request() => _turn = new Task(static self => _ = ((Request)self!).RunAsync(), this);

    /// <summary>Whether it may run beside any other request.</summary>
    internal abstract bool Interleaves { get; }

    /// <summary>Whether it counts as use of the grain.</summary>
    internal virtual bool CountsAsUse => true;

    /// <summary>Whether a new activation takes it over when this one goes.</summary>
    internal virtual bool MayMove => true;

    /// <summary>The activation it runs on, from the moment it starts.</summary>
    protected Activation Target { get; private set; } = null!;

    protected bool HasStarted => Volatile.Read(ref _stage) == Running;

    /// <summary>False when it was abandoned while it waited.</summary>
    internal bool TryStart(Activation target, TaskScheduler scheduler)
    {
        Target = target;
        if (Interlocked.CompareExchange(ref _stage, Running, Waiting) != Waiting)
            return false;
        _turn.Start(scheduler);
        return true;
    }

    /// <summary>False when it has started.</summary>
    protected bool TryAbandon() => Interlocked.CompareExchange(ref _stage, Abandoned, Waiting) == Waiting;

    /// <summary>Answers a request that will not run. No effect on one that was abandoned before.</summary>
    internal abstract void Refuse(Exception reason);

    /// <summary>Runs in the grain's turns and throws nothing.</summary>
    protected abstract Task RunAsync();
}

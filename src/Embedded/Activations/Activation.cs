using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Embedded;

/// <summary>
/// One grain in memory. Requests wait here until they may start; the order is first come first served, except that those which may
/// interleave do not wait for others. This part admits requests; the life cycle is in the other.
/// </summary>
internal sealed partial class Activation : IGrainContext
{
    readonly Lock _gate = new();
    readonly ActivationScheduler _scheduler;
    readonly Queue<Request> _waiting = new();
    readonly TaskCompletionSource _ended = new();
    Stage _stage = Stage.Activating;
    int _running;
    int _exclusive;
    long _lastUsed;
    long _stayUntil = long.MinValue;

    internal Activation(GrainEngine engine, GrainClass grainClass, GrainId id, long sequence)
    {
        Engine = engine;
        Class = grainClass;
        GrainId = id;
        Sequence = sequence;
        _scheduler = new ActivationScheduler(this, engine.Options.Scheduler, engine.Options.TurnsInARow);
        _lastUsed = engine.Time.GetTimestamp();
    }

    enum Stage
    {
        Activating,
        Active,
        Leaving,
        Ended,
    }

    /// <summary>The activation whose turn this is, if any.</summary>
    internal static Activation? Current => (TaskScheduler.Current as ActivationScheduler)?.Activation;

    public GrainId GrainId { get; }

    internal GrainEngine Engine { get; }

    internal GrainClass Class { get; }

    /// <summary>Order of creation; breaks ties, so that two equal runs do the same.</summary>
    internal long Sequence { get; }

    internal object GrainInstance { get; private set; } = null!;

    /// <summary>Time of last use, as a timestamp of the engine's clock.</summary>
    internal long LastUsed => Volatile.Read(ref _lastUsed);

    internal Task WhenEnded => _ended.Task;

    internal static Activation Required(string rule) => Current ?? throw new InvalidOperationException($"{rule}.");

    /// <exception cref="InvalidOperationException">This is not one of the grain's own turns.</exception>
    internal void CheckTurn()
    {
        if (!ReferenceEquals(TaskScheduler.Current, _scheduler))
        {
            throw new InvalidOperationException(
                $"Activation access violation: state and timers of {GrainId} are for its own turns. Task.Run and ConfigureAwait(false) leave them.");
        }
    }

    internal void InTurn(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.None, _scheduler);

    /// <summary>False when the activation has ended; by then the directory no longer has it.</summary>
    internal bool TryReceive(Request request)
    {
        lock (_gate)
        {
            if (_stage == Stage.Ended)
                return false;
            if (_stage == Stage.Active && MayStart(request))
                Start(request);
            else if (_stage != Stage.Leaving || request.MayMove)
                _waiting.Enqueue(request);
            return true;
        }
    }

    /// <summary>A request that had started has ended.</summary>
    internal void Finished(Request request)
    {
        lock (_gate)
        {
            _running--;
            if (!request.Interleaves)
                _exclusive--;
            if (request.CountsAsUse)
                _lastUsed = Engine.Time.GetTimestamp();
            if (_stage == Stage.Leaving && _running == 0)
                StartTurn(EndAsync);

            // Whatever may interleave has started on arrival, so only the head can have become free to start.
            while (_stage == Stage.Active && _waiting.TryPeek(out var head) && MayStart(head))
                Start(_waiting.Dequeue());
        }
    }

    /// <summary>A grain method threw. A storage conflict from this activation's own write means its memory is out of date.</summary>
    internal void Failed(Exception thrown)
    {
        if (thrown is not InconsistentStateException { IsSourceActivation: true } conflict)
            return;
        conflict.IsSourceActivation = false;
        Engine.Log.StorageConflict(GrainId, conflict);
        Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, conflict.Message));
    }

    internal void DelayDeactivation(TimeSpan timeSpan)
    {
        CheckTurn();
        var clock = Engine.Time;
        _stayUntil = timeSpan == TimeSpan.MaxValue || timeSpan == Timeout.InfiniteTimeSpan ? long.MaxValue
            : timeSpan <= TimeSpan.Zero ? long.MinValue
            : clock.GetTimestamp() + (long)(timeSpan.TotalSeconds * clock.TimestampFrequency);
    }

    bool MayStart(Request request) => _exclusive == 0 || request.Interleaves || Class.IsReentrant;

    void Start(Request request)
    {
        if (!request.TryStart(this, _scheduler))
            return;
        _running++;
        if (!request.Interleaves)
            _exclusive++;
    }

    void StartTurn(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, _scheduler);
}

using Orleans.Runtime;

namespace OrleansOrders.Embedded;

/// <summary>
/// Counts what waits or runs, and ends the waiting of callers at their deadline. All calls have the same timeout, so those unanswered form
/// a list in the order of their deadlines and one timer watches the first.
/// </summary>
internal sealed class InFlightCalls : IDisposable
{
    readonly Lock _gate = new();
    readonly TimeProvider _time;
    readonly TaskScheduler _scheduler;
    readonly TimeSpan _timeout;
    readonly TimeSpan _shortestWait;
    readonly long _timeoutTicks;
    readonly ITimer _timer;
    readonly TaskCompletionSource _empty = new();
    Call? _first, _last;
    bool _watching;
    long _count;
    Openness _openness = Openness.Closed;

    internal InFlightCalls(TimeProvider time, TimeSpan timeout, TaskScheduler scheduler)
    {
        _scheduler = scheduler;
        _time = time;
        _timeout = timeout;
        _shortestWait = timeout / 32;
        _timeoutTicks = (long)(timeout.TotalSeconds * time.TimestampFrequency);
        _timer = time.CreateTimer(static self => ((InFlightCalls)self!).ExpireOverdue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal enum Openness
    {
        Closed,
        GrainsOnly,
        Open,
    }

    internal long Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <exception cref="OrleansMessageRejectionException">The engine has not started, or stops.</exception>
    internal void Enter(Call call)
    {
        var watch = false;
        lock (_gate)
        {
            if (_openness == Openness.Closed || (_openness == Openness.GrainsOnly && Activation.Current is null))
                throw new OrleansMessageRejectionException($"{call.Description} was not taken: the engine is not running.");
            _count++;
            call.Deadline = _time.GetTimestamp() + _timeoutTicks;
            Append(call);
            watch = !_watching;
            _watching = true;
        }

        if (watch)
            _timer.Change(_timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A timer's tick starts.</summary>
    internal void Enter()
    {
        lock (_gate)
            _count++;
    }

    /// <summary>A request has ended, or will never run.</summary>
    internal void Leave(Request request)
    {
        bool isLast;
        lock (_gate)
        {
            if (request is Call { Listed: true } call)
                Remove(call);
            isLast = --_count == 0 && _openness != Openness.Open;
        }

        if (isLast)
            _empty.TrySetResult();
    }

    internal void Open(Openness openness)
    {
        bool isEmpty;
        lock (_gate)
        {
            _openness = openness;
            isEmpty = openness != Openness.Open && _count == 0;
        }

        if (isEmpty)
            _empty.TrySetResult();
    }

    /// <summary>Runs work on the engine's scheduler, in no activation's turn.</summary>
    internal void Run(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, _scheduler);

    /// <summary>Completes when, after the doors closed to callers from outside, nothing waits or runs any more.</summary>
    internal Task WhenEmpty => _empty.Task;

    public void Dispose() => _timer.Dispose();

    void ExpireOverdue()
    {
        List<Call> overdue = [];
        TimeSpan? next = null;
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            while (_first is { } call && call.Deadline <= now)
            {
                Remove(call);
                overdue.Add(call);
            }

            if (_first is { } first)
                next = _time.GetElapsedTime(now, first.Deadline);
            else
                _watching = false;
        }

        if (next is { } wait)
            _timer.Change(wait < _shortestWait ? _shortestWait : wait, Timeout.InfiniteTimeSpan);
        foreach (var call in overdue)
            call.Expire(_timeout);
    }

    void Append(Call call)
    {
        call.Listed = true;
        call.Earlier = _last;
        if (_last is null)
            _first = call;
        else
            _last.Later = call;
        _last = call;
    }

    void Remove(Call call)
    {
        call.Listed = false;
        if (call.Earlier is null)
            _first = call.Later;
        else
            call.Earlier.Later = call.Later;
        if (call.Later is null)
            _last = call.Earlier;
        else
            call.Later.Earlier = call.Earlier;
        call.Earlier = call.Later = null;
    }
}

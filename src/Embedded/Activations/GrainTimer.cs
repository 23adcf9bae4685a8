using Orleans.Runtime;

namespace OrleansOrders.Embedded;

/// <summary>A one-shot timer of the clock that is set again when a tick has ended, so ticks never overlap.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    readonly Lock _gate = new();
    readonly Activation _activation;
    readonly Func<CancellationToken, Task> _callback;
    readonly CancellationTokenSource _disposed = new();
    readonly ITimer _timer;
    TimeSpan _dueTime;
    TimeSpan _period;
    bool _ticking;
    bool _changedWhileTicking;

    internal GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        Options = options;

        // A tick belongs to no request: nothing of the one that made the timer flows into it.
        using var flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = activation.Engine.Time.CreateTimer(static self => ((GrainTimer)self!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal GrainTimerCreationOptions Options { get; }

    /// <exception cref="ArgumentOutOfRangeException">A time that is negative and not infinite, or more than about 49 days.</exception>
    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        CheckRange(dueTime, nameof(dueTime));
        CheckRange(period, nameof(period));
        lock (_gate)
        {
            _dueTime = dueTime;
            _period = period;
            _changedWhileTicking = _ticking;
            if (!_ticking && !_disposed.IsCancellationRequested)
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed.IsCancellationRequested)
                return;
            _timer.Dispose();
        }

        _disposed.Cancel();
        _activation.Forget(this);
    }

    internal async Task TickAsync()
    {
        try
        {
            if (!_disposed.IsCancellationRequested)
                await _callback(_disposed.Token);
        }
        catch (Exception failure)
        {
            _activation.Engine.Log.TimerFailed(_activation.GrainId, failure);
            _activation.Failed(failure);
        }

        lock (_gate)
        {
            _ticking = false;
            if (!_disposed.IsCancellationRequested)
                _timer.Change(_changedWhileTicking ? _dueTime : _period, Timeout.InfiniteTimeSpan);
        }
    }

    void Due()
    {
        lock (_gate)
        {
            if (_disposed.IsCancellationRequested)
                return;
            _ticking = true;
            _changedWhileTicking = false;
        }

        _activation.TryReceive(new TimerTick(this, _activation.Engine.InFlight));
    }

    static void CheckRange(TimeSpan time, string name)
    {
        var milliseconds = (long)time.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, 0xfffffffe, name);
    }
}

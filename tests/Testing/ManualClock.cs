namespace OrleansOrders.Testing;

/// <summary>Time that passes only when it is told to.</summary>
public sealed class ManualClock : TimeProvider
{
    readonly Lock _gate = new();
    readonly List<Timer> _timers = [];
    TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Passed;

    public override long GetTimestamp() => Passed.Ticks;

    TimeSpan Passed
    {
        get
        {
            lock (_gate) return _passed;
        }
    }

    /// <summary>Timers that go off when exactly this much more has passed.</summary>
    public int DueIn(TimeSpan time)
    {
        lock (_gate) return _timers.Count(timer => timer.Due == _passed + time);
    }

    public void Advance(TimeSpan time)
    {
        List<Timer> due;
        lock (_gate)
        {
            _passed += time;
            due = _timers.FindAll(timer => timer.Due <= _passed);
            foreach (var timer in due) timer.Due = timer.Period is { } period ? _passed + period : null;
        }

        foreach (var timer in due) timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        lock (_gate) _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    sealed class Timer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan? Due { get; set; }

        public TimeSpan? Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                Due = dueTime < TimeSpan.Zero ? null : clock._passed + dueTime;
                Period = period <= TimeSpan.Zero ? null : period;
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._gate) clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

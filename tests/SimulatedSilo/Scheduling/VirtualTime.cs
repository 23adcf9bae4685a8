namespace SimulatedSilo;

/// <summary>A clock that moves only when it is told to. Timers that are due at the same time fire in the order in which they were set.</summary>
public sealed class VirtualTime : TimeProvider
{
    readonly PriorityQueue<(VirtualTimer Timer, long Setting), (long Due, long Sequence)> _due = new();
    readonly DateTimeOffset _start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    long _sequence;

    /// <summary>The time since the clock was made.</summary>
    public TimeSpan Now { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    public override DateTimeOffset GetUtcNow() => _start + Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock to the next timer that is due, and fires it; false if none is due until then.</summary>
    public bool TryFireNext(TimeSpan until)
    {
        while (_due.TryPeek(out var entry, out var priority))
        {
            if (entry.Timer.Setting != entry.Setting)
            {
                _due.Dequeue();
                continue;
            }

            if (priority.Due > until.Ticks) return false;
            _due.Dequeue();
            if (priority.Due > Now.Ticks) Now = new(priority.Due);
            entry.Timer.Fire();
            return true;
        }

        return false;
    }

    /// <summary>Moves the clock and fires each timer at its time; <paramref name="afterEach"/> runs the tasks that a timer made ready, for example <see cref="TaskPool.RunUntilIdle"/>.</summary>
    public void Advance(TimeSpan time, Action afterEach)
    {
        ArgumentNullException.ThrowIfNull(afterEach);
        var end = Now + time;
        while (TryFireNext(end)) afterEach();
        Now = end;
    }

    void Set(VirtualTimer timer, TimeSpan dueTime) =>
        _due.Enqueue((timer, timer.Setting), ((Now + (dueTime > TimeSpan.Zero ? dueTime : TimeSpan.Zero)).Ticks, ++_sequence));

    sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        readonly int _thread = Environment.CurrentManagedThreadId;
        TimeSpan _period;
        bool _isDisposed;

        /// <summary>Rises with every change; an entry with a lower number is void.</summary>
        public long Setting { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_isDisposed) return false;
            Setting++;
            _period = period;
            if (dueTime != Timeout.InfiniteTimeSpan) time.Set(this, dueTime);
            return true;
        }

        public void Fire()
        {
            if (_period > TimeSpan.Zero) Change(_period, _period);
            callback(state);
        }

        // The finalizer of a PeriodicTimer disposes its timer on the finalizer thread, at a time that the garbage collector chooses. Such a timer belongs to a
        // process that is dead. Its entry stays: each entry is a step and moves the clock, so removing it would change the run.
        public void Dispose()
        {
            if (Environment.CurrentManagedThreadId != _thread) return;
            _isDisposed = true;
            Setting++;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

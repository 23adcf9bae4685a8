namespace SimulatedSilo;

/// <summary>A clock that stands still until it is moved. Timers that are due at one time fire in the order in which they were set.</summary>
public sealed class VirtualTime : TimeProvider
{
    readonly PriorityQueue<(VirtualTimer Timer, long Setting), (long Due, long Sequence)> _due = new();
    readonly DateTimeOffset _start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    long _sequence;

    /// <summary>Since the beginning.</summary>
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

    /// <summary>Moves the clock to the next timer that is due until then, and fires it; false when there is none.</summary>
    public bool TryFireNext(TimeSpan until)
    {
        while (_due.TryPeek(out var entry, out var priority))
        {
            if (entry.Timer.Setting != entry.Setting)
            {
                _due.Dequeue();
                continue;
            }

            if (priority.Due > until.Ticks)
                return false;
            _due.Dequeue();
            if (priority.Due > Now.Ticks)
                Now = new(priority.Due);
            entry.Timer.Fire();
            return true;
        }

        return false;
    }

    /// <summary>Moves the clock, firing each timer when its time comes and letting its consequences happen before the next.</summary>
    public void Advance(TimeSpan time, Action afterEach)
    {
        ArgumentNullException.ThrowIfNull(afterEach);
        var end = Now + time;
        while (TryFireNext(end))
            afterEach();
        Now = end;
    }

    void Set(VirtualTimer timer, TimeSpan dueTime) =>
        _due.Enqueue((timer, timer.Setting), ((Now + (dueTime > TimeSpan.Zero ? dueTime : TimeSpan.Zero)).Ticks, ++_sequence));

    sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        readonly int _thread = Environment.CurrentManagedThreadId;
        TimeSpan _period;

        /// <summary>Rises with every change: what was set before it is void.</summary>
        public long Setting { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Setting++;
            _period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
                time.Set(this, dueTime);
            return true;
        }

        public void Fire()
        {
            if (_period > TimeSpan.Zero)
                Change(_period, _period);
            callback(state);
        }

        // The finalizer of a PeriodicTimer disposes its timer on the finalizer thread, whenever the garbage collector finds the owner. Such a timer belongs to a
        // process that is dead, and its entry must stay: each entry is a step and moves the clock, so removing it would change the run.
        public void Dispose()
        {
            if (Environment.CurrentManagedThreadId == _thread) Setting++;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

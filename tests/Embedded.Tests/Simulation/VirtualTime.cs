namespace OrleansOrders.Embedded.Tests;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class VirtualTime : TimeProvider
{
    readonly List<VirtualTimer> _timers = [];
    readonly DateTimeOffset _start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeSpan Now { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    public override DateTimeOffset GetUtcNow() => _start + Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, firing each timer when its time comes and letting its consequences happen before the next.</summary>
    public void Advance(TimeSpan time, Action afterEach)
    {
        var end = Now + time;
        while (_timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due) is { } next)
        {
            Now = next.Due!.Value > Now ? next.Due.Value : Now;
            next.Fire();
            afterEach();
        }

        Now = end;
    }

    sealed class VirtualTimer(VirtualTime time, Action callback) : ITimer
    {
        TimeSpan _period;

        public TimeSpan? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : time.Now + dueTime;
            _period = period;
            time._timers.Remove(this);
            if (Due is not null)
                time._timers.Add(this);
            return true;
        }

        public void Fire()
        {
            if (_period > TimeSpan.Zero)
                Due += _period;
            else
                Change(Timeout.InfiniteTimeSpan, _period);
            callback();
        }

        public void Dispose() => time._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace OrleansOrders.Testing;

/// <summary>A clock that moves only when a test advances it, and that counts timers: a test advances it once the code waits.</summary>
public sealed class TestClock : FakeTimeProvider
{
    readonly ConcurrentQueue<TimeSpan> _timers = [];

    /// <summary>Number of timers created with exactly this due time.</summary>
    public int TimersOf(TimeSpan due) => _timers.Count(made => made == due);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Enqueue(dueTime);
        return timer;
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace OrleansOrders.Testing;

/// <summary>Time that passes only when it is told to, and that shows which timers were made: a test advances it once the code waits.</summary>
public sealed class TestClock : FakeTimeProvider
{
    readonly ConcurrentQueue<TimeSpan> _timers = [];

    /// <summary>How many timers were made that are due after exactly this time.</summary>
    public int TimersOf(TimeSpan due) => _timers.Count(made => made == due);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Enqueue(dueTime);
        return timer;
    }
}

using System.Collections.Concurrent;

namespace OrleansOrders.Api.Tests;

/// <summary>Time that stands still until it is let go: then everything that waits is due.</summary>
sealed class HeldClock : TimeProvider
{
    readonly ConcurrentQueue<Action> _due = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _due.Enqueue(() => callback(state));
        return new Timer();
    }

    public void LetGo()
    {
        while (_due.TryDequeue(out var act)) act();
    }

    sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

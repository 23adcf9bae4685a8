namespace OrleansOrders.Chaos;

/// <summary>
/// Stands outside of what is watched: reports, once, what was begun and is not over within the limit. A parser that never comes back cannot be stopped;
/// but it can be named.
/// </summary>
sealed class Watchdog : IAsyncDisposable
{
    readonly TimeSpan _limit;
    readonly TimeProvider _clock;
    readonly Action<object> _overdue;
    readonly ITimer _timer;
    volatile Watched? _watched;

    public Watchdog(TimeSpan limit, TimeProvider clock, Action<object> overdue)
    {
        (_limit, _clock, _overdue) = (limit, clock, overdue);
        _timer = clock.CreateTimer(_ => Look(), null, limit / 4, limit / 4);
    }

    /// <summary>What is under way from now on; the one before is over.</summary>
    public void Begin(object what) => _watched = new(what, _clock.GetTimestamp());

    public void End() => _watched = null;

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    void Look()
    {
        if (_watched is not { } watched || _clock.GetElapsedTime(watched.Since) < _limit) return;
        if (Interlocked.CompareExchange(ref _watched, null, watched) == watched) _overdue(watched.What);
    }

    sealed record Watched(object What, long Since);
}

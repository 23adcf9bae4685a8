using System.Diagnostics;

namespace OrleansOrders.Chaos;

/// <summary>Many inputs through the parsers, in this process.</summary>
static class FuzzRun
{
    /// <summary>A thousand times the duration of the largest input: a parser that takes longer hangs.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <param name="seed">Determines every input, together with <paramref name="first"/>.</param>
    /// <param name="first">Index of the first input.</param>
    /// <param name="count">Number of inputs.</param>
    /// <param name="judge">The parsers.</param>
    /// <param name="watchdog">Notified of every input before it is parsed.</param>
    public static FuzzReport Run(int seed, long first, long count, Func<FuzzKind, ReadOnlyMemory<byte>, Verdict> judge, Watchdog watchdog)
    {
        var report = new FuzzReport();
        for (var index = first; index < first + count; index++)
        {
            var input = InputMaker.Make(seed, index);
            watchdog.Begin(input);
            var began = Stopwatch.GetTimestamp();
            var verdict = judge(input.Kind, input.Bytes);
            report.Add(input, verdict, Stopwatch.GetElapsedTime(began));
        }

        watchdog.End();
        return report;
    }
}

/// <summary>The results of many inputs.</summary>
sealed class FuzzReport
{
    const int MostKept = 20;

    public long Inputs { get; private set; }

    public long Accepted { get; private set; }

    public long Failed { get; private set; }

    public TimeSpan Slowest { get; private set; }

    /// <summary>The first failures, each with the command that repeats it.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Number of accepted and refused inputs of each kind.</summary>
    public Dictionary<FuzzKind, (long Accepted, long Refused)> Kinds { get; } = [];

    public void Add(FuzzInput input, Verdict verdict, TimeSpan took)
    {
        Inputs++;
        if (took > Slowest) Slowest = took;
        var (accepted, refused) = Kinds.GetValueOrDefault(input.Kind);
        Kinds[input.Kind] = verdict.Accepted ? (accepted + 1, refused) : (accepted, refused + 1);
        if (verdict.Accepted) Accepted++;
        if (verdict.Fault is null) return;
        Failed++;
        if (Failures.Count < MostKept) Failures.Add($"{input}: {verdict.Fault}");
    }
}

/// <summary>
/// Reports once, from another thread, an input that was not finished within the limit. A parser that never returns cannot be stopped, but its input
/// can be named.
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

    /// <summary>Begins the given input; the previous one has ended.</summary>
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

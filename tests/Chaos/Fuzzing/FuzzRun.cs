using System.Diagnostics;

namespace OrleansOrders.Chaos;

/// <summary>Many inputs through the parsers, in this process.</summary>
static class FuzzRun
{
    /// <summary>A thousand times what the largest input takes: beyond it a parser hangs.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <param name="seed">With <paramref name="first"/> decides every input.</param>
    /// <param name="first">Index of the first input.</param>
    /// <param name="count">How many.</param>
    /// <param name="judge">The parsers.</param>
    /// <param name="watchdog">Is told of every input before it is read.</param>
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

/// <summary>What became of many inputs.</summary>
sealed class FuzzReport
{
    const int MostKept = 20;

    public long Inputs { get; private set; }

    public long Accepted { get; private set; }

    public long Failed { get; private set; }

    public TimeSpan Slowest { get; private set; }

    /// <summary>The first failures, each with how to see it again.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>How many of each kind were accepted and refused.</summary>
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

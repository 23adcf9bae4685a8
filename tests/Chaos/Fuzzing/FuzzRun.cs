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

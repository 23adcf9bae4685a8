namespace OrleansOrders.Bench;

/// <summary>Of several open-loop runs at one rate, the median of each percentile; milliseconds.</summary>
sealed record LatencyMedians
{
    /// <summary>Of all runs: the rate is one.</summary>
    public required double PerSecond { get; init; }

    public required double PostP50 { get; init; }

    public required double PostP99 { get; init; }

    public required double FinalP50 { get; init; }

    public required double FinalP99 { get; init; }

    public static LatencyMedians Of(IReadOnlyList<LatencyRun> runs) => new()
    {
        PerSecond = runs[0].PerSecond,
        PostP50 = Series.Median(runs, run => run.Post.Percentile(50)),
        PostP99 = Series.Median(runs, run => run.Post.Percentile(99)),
        FinalP50 = Series.Median(runs, run => run.Final.Percentile(50)),
        FinalP99 = Series.Median(runs, run => run.Final.Percentile(99)),
    };
}

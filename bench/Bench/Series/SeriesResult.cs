namespace OrleansOrders.Bench;

/// <summary>What a series found.</summary>
sealed record SeriesResult
{
    public required IReadOnlyList<ThroughputRun> Floor { get; init; }

    /// <summary>None where it was not asked for.</summary>
    public required IReadOnlyList<ThroughputRun> Skeleton { get; init; }

    public required IReadOnlyList<ThroughputRun> Uniform { get; init; }

    public required IReadOnlyList<ThroughputRun> Hot { get; init; }

    public ThroughputRun? Skewed { get; init; }

    public ThroughputRun? Mixed { get; init; }

    public required LatencyMedians FloorAtRate { get; init; }

    public LatencyMedians? SkeletonAtRate { get; init; }

    public required LatencyMedians AtRate { get; init; }

    public required LatencyMedians AtHalf { get; init; }

    /// <summary>What the auditor found, and what the generator missed.</summary>
    public required long Anomalies { get; init; }

    public double FloorPerSecond => Series.Median(Floor, run => run.CompletedPerSecond);

    public double CompletedPerSecond => Series.Median(Uniform, run => run.CompletedPerSecond);

    public double HotPerSecond => Series.Median(Hot, run => run.CompletedPerSecond);
}

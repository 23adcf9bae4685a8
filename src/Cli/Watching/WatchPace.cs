namespace OrleansOrders.Cli;

/// <summary>How fast a watch goes.</summary>
sealed record WatchPace
{
    /// <summary>Between two polls of a server that has no stream.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Before the first attempt after a cut; doubled for each that fails.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Most time between two attempts.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A stream that says nothing for so long, not even a heartbeat, is cut. Longer than any server's heartbeat.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);
}

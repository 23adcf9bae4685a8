namespace OrleansOrders.Cli;

/// <summary>How fast a watch goes.</summary>
sealed record WatchPace
{
    /// <summary>Before the first attempt after a cut; doubled for each that fails, and shortened at random by up to half.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Most time between two attempts.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A stream that says nothing for so long, not even a heartbeat, is cut. Longer than any server's heartbeat.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);
}

namespace OrleansOrders.Cli;

/// <summary>The delays of a watch.</summary>
sealed record WatchPace
{
    /// <summary>Delay before the first attempt after a cut; doubled after each failure, and shortened at random by up to half.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Maximum delay between two attempts.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A stream that is silent for this long, without a heartbeat, is cut. Longer than any server's heartbeat.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);
}

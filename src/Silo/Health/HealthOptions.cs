using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Silo;

/// <summary>Section <c>Health</c>. Checked at start.</summary>
sealed class HealthOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Health";

    /// <summary>How long a health check waits for the database; default 2 s, 10 ms to 1 min. Less than a probe's own timeout.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How old counts and queue depths may be when they are shown; default 2 s, 0 to 1 min. Bounds what a busy dashboard costs.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan StatisticsAge { get; set; } = TimeSpan.FromSeconds(2);
}

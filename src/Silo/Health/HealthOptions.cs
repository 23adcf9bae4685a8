using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Silo;

/// <summary>Section <c>Health</c>. Validated at start.</summary>
sealed class HealthOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Health";

    /// <summary>Timeout of a health check's database query; default 2 s, 10 ms to 1 min. Shorter than the timeout of probes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Maximum age of counts and queue depths; default 2 s, 0 to 1 min. Bounds the load by busy dashboards.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan StatisticsAge { get; set; } = TimeSpan.FromSeconds(2);
}

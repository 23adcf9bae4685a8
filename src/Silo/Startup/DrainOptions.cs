using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Silo;

/// <summary>Section <c>Drain</c>: how a process with the role api leaves.</summary>
sealed class DrainOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Drain";

    /// <summary>
    /// How long requests are still answered after the process was told to stop, while <c>/health/ready</c> says no; default none, 0 to 2 minutes.
    /// Behind a load balancer: longer than it takes to notice (its interval times the failures it wants to see).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:02:00")]
    public TimeSpan Delay { get; set; }
}

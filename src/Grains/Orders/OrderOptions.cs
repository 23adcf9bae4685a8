using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Grains;

/// <summary>Section <c>Holds</c>.</summary>
public sealed class OrderOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Holds";

    /// <summary>
    /// How long an order may hold stock without being paid; it then fails with <c>payment_timeout</c>. Default 15 minutes, 1 second to 30
    /// days. A longer time ties up the stock of abandoned orders; a shorter time fails orders that would have been paid.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(15);
}

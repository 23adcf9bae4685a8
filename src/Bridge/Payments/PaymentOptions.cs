using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Bridge;

/// <summary>Section <c>Payments</c>.</summary>
public sealed class PaymentOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Payments";

    /// <summary>Who pays. Default: simulated, so that the system works from nothing.</summary>
    [EnumDataType(typeof(PaymentMode))]
    public PaymentMode Mode { get; set; } = PaymentMode.Simulated;

    /// <summary>
    /// For the simulated gateway: the share of charges that are declined, 0 to 1. Default 0. Which ones is decided by the order id, so that
    /// a repeat gets the same answer.
    /// </summary>
    [Range(0.0, 1.0)]
    public double FailureRate { get; set; }

    /// <summary>For the simulated gateway: how long a call takes. Default none, 0 to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Latency { get; set; }

    /// <summary>
    /// How long a call to the gateway may take before its outcome counts as unknown. Default 10 s, 100 ms to 2 minutes: beyond what payment services
    /// take, below what a broker waits for an acknowledgement.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Calls again, at once, before the message goes to its delay queue. Default 2, 0 to 10. A hiccup is over in a moment; what lasts longer must
    /// not hold a worker.
    /// </summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 2;

    /// <summary>Wait before the first repeat, doubled for each next one. Default 100 ms, 1 ms to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long the gateway is left alone once at least half of its calls failed (20 or more within 10 s). Default 5 s, 500 ms to 5 minutes.
    /// Payments wait in the delay queues meanwhile.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:05:00")]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>Who pays.</summary>
public enum PaymentMode
{
    /// <summary>The gateway that comes with the system: no money moves.</summary>
    Simulated,

    /// <summary>A service of the user's own consumes <c>payment_requests</c> and publishes to <c>payment_events</c>.</summary>
    External,
}

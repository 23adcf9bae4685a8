using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Bridge;

/// <summary>Section <c>Payments</c>.</summary>
public sealed class PaymentOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Payments";

    /// <summary>The payment service. Default: simulated, so that the system works without one.</summary>
    [EnumDataType(typeof(PaymentMode))]
    public PaymentMode Mode { get; set; } = PaymentMode.Simulated;

    /// <summary>
    /// For the simulated gateway: the share of charges that are declined, 0 to 1. Default 0. The order id determines which, so that a
    /// repeat has the same outcome.
    /// </summary>
    [Range(0.0, 1.0)]
    public double FailureRate { get; set; }

    /// <summary>For the simulated gateway: duration of a call. Default 0, 0 to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Latency { get; set; }

    /// <summary>
    /// Timeout of a gateway call, after which its outcome counts as unknown. Default 10 s, 100 ms to 2 minutes: longer than payment
    /// services take, shorter than the broker's acknowledgement timeout.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Immediate repeats of a call before the message goes to its delay queue. Default 2, 0 to 10. They cover a brief failure; a longer one
    /// must not occupy a worker.
    /// </summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 2;

    /// <summary>Delay before the first repeat, doubled for each further one. Default 100 ms, 1 ms to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long the gateway is not called after at least half of its calls failed (20 or more calls within 10 s). Default 5 s, 500 ms to 5
    /// minutes. Payments wait in the delay queues meanwhile.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:05:00")]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>The kinds of payment service.</summary>
public enum PaymentMode
{
    /// <summary>The built-in gateway: no money moves.</summary>
    Simulated,

    /// <summary>An external service consumes <c>payment_requests</c> and publishes to <c>payment_events</c>.</summary>
    External,
}

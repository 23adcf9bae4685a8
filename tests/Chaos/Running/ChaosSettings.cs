using System.Globalization;

namespace OrleansOrders.Chaos;

/// <summary>What the application is started with: the defaults, but for what would make a run wait for minutes.</summary>
static class ChaosSettings
{
    /// <summary>An order's deadline: longer than most faults, and short enough to be waited for at the end.</summary>
    public static readonly TimeSpan HoldsTimeout = TimeSpan.FromSeconds(40);

    /// <summary>How often and when a message is tried again.</summary>
    public static readonly RabbitMqOptions Retries = new() { Attempts = 10, RetryDelayFactor = 3, MaxRetryDelay = TimeSpan.FromSeconds(10) };

    public static IReadOnlyDictionary<string, string> Of() => new Dictionary<string, string>
    {
        ["Holds__Timeout"] = HoldsTimeout.ToString("c"),
        ["Reconciler__Interval"] = "00:00:01",
        ["Reconciler__PendingAge"] = "00:00:05",
        ["Payments__CallTimeout"] = "00:00:02",
        ["Payments__RetryDelay"] = "00:00:00.050",
        ["RabbitMq__Attempts"] = Retries.Attempts.ToString(CultureInfo.InvariantCulture),
        ["RabbitMq__RetryDelayFactor"] = Retries.RetryDelayFactor.ToString(CultureInfo.InvariantCulture),
        ["RabbitMq__MaxRetryDelay"] = Retries.MaxRetryDelay.ToString("c"),
        // A scarce item comes near its end again and again.
        ["Inventory__LowThreshold"] = "50",
    };
}

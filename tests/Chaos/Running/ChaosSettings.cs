using System.Globalization;

namespace OrleansOrders.Chaos;

/// <summary>The application's settings: the defaults, with shorter deadlines and retries.</summary>
static class ChaosSettings
{
    /// <summary>An order's deadline: longer than most faults, and short enough for the end of a run.</summary>
    public static readonly TimeSpan HoldsTimeout = TimeSpan.FromSeconds(40);

    /// <summary>The number and delays of a message's retries.</summary>
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
        // A scarce item often falls near zero.
        ["Inventory__LowThreshold"] = "50",
    };
}

namespace OrleansOrders.Silo;

/// <summary>What the values of a metric mean.</summary>
enum MetricKind
{
    /// <summary>Only rises: what is recorded is added.</summary>
    Counter,

    /// <summary>Only rises: what is recorded is the sum.</summary>
    ObservedCounter,

    /// <summary>Rises and falls: what is recorded is added.</summary>
    UpDownCounter,

    /// <summary>Rises and falls: what is recorded is the value.</summary>
    Gauge,

    /// <summary>What is recorded is counted by size.</summary>
    Histogram,
}

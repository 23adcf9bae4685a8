namespace OrleansOrders.Simulation;

/// <summary>The system's settings: times are shorter than the defaults to avoid waits, and limits are small so that runs reach them.</summary>
static class SimSettings
{
    /// <summary>In production 10 s: Cluster:ResponseTimeout.</summary>
    public static readonly TimeSpan ClientResponseTimeout = TimeSpan.FromSeconds(6);

    /// <summary>In production 30 s, Orleans' default. A client gives up while the grain's own call goes on.</summary>
    public static readonly TimeSpan SiloResponseTimeout = TimeSpan.FromSeconds(18);

    public const int MaxActivations = 12;

    public static readonly RabbitMqOptions RabbitMq = new()
    {
        Uri = "amqp://simulated",
        Prefetch = 12,
        Concurrency = 4,
        Attempts = 5,
        FirstRetryDelay = TimeSpan.FromMilliseconds(200),
        ConfirmTimeout = TimeSpan.FromSeconds(5),
        ConnectTimeout = TimeSpan.FromSeconds(3),
        MaxReconnectDelay = TimeSpan.FromSeconds(2),
    };

    public static readonly PaymentOptions Payments = new() { CallTimeout = TimeSpan.FromSeconds(3), BreakDuration = TimeSpan.FromSeconds(1) };

    public static readonly ReconcilerOptions Reconciler = new() { PendingAge = TimeSpan.FromSeconds(6), RepublishAfter = TimeSpan.FromSeconds(20) };

    public static readonly OrderOptions Orders = new() { Timeout = TimeSpan.FromSeconds(45) };

    public static readonly InventoryOptions Inventory = new() { LowThreshold = 4 };

    public static readonly ApiOptions Api = new() { PublishDeadline = TimeSpan.FromSeconds(2) };
}

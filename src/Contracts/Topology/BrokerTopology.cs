namespace OrleansOrders.Contracts;

/// <summary>Every exchange, queue and binding of the system, as data. A test compares it with <c>docs/messages.md</c>.</summary>
public static class BrokerTopology
{
    /// <summary>The topology that every process declares.</summary>
    public static Topology Declared { get; } = new(
        exchanges:
        [
            new(Exchanges.OrderEvents, "topic"),
            new(Exchanges.InventoryEvents, "topic"),
            new(Exchanges.PaymentEvents, "topic"),
            new(Exchanges.Notifications, "topic"),
            new(Exchanges.NewOrders, "direct"),
        ],
        queues:
        [
            new(Queues.OrderPlaced),
            new(Queues.OrderStatus),
            new(Queues.InventoryAdjustments),
            new(Queues.PaymentRequests),
            new(BrokerNames.DeadLetterQueue) { Retries = false },
        ],
        bindings:
        [
            new(Queues.OrderPlaced, Exchanges.OrderEvents, RoutingKeys.OrderPlaced),
            new(Queues.OrderPlaced, Exchanges.OrderEvents, RoutingKeys.OrderPlacedInAnyCurrency),
            new(Queues.OrderPlaced, Exchanges.OrderEvents, RoutingKeys.OrderCreated),
            new(Queues.OrderPlaced, Exchanges.NewOrders, RoutingKeys.None),

            new(Queues.PaymentRequests, Exchanges.InventoryEvents, RoutingKeys.InventoryReserved),
            new(Queues.PaymentRequests, Exchanges.PaymentEvents, RoutingKeys.PaymentRefundRequested),

            new(Queues.OrderStatus, Exchanges.OrderEvents, RoutingKeys.OrderCancelRequested),
            new(Queues.OrderStatus, Exchanges.OrderEvents, RoutingKeys.OrderExpiryDue),

            new(Queues.InventoryAdjustments, Exchanges.InventoryEvents, RoutingKeys.InventoryAdjusted),
        ]);

    /// <summary>
    /// The bindings for replies of an external payment service. They are declared only in that mode, so that otherwise no publisher can
    /// settle an order with a message.
    /// </summary>
    public static IReadOnlyList<BindingDefinition> PaymentAnswers { get; } =
    [
        new(Queues.OrderStatus, Exchanges.PaymentEvents, RoutingKeys.PaymentSucceeded),
        new(Queues.OrderStatus, Exchanges.PaymentEvents, RoutingKeys.PaymentFailed),
        new(Queues.OrderStatus, Exchanges.PaymentEvents, RoutingKeys.PaymentRefunded),
    ];
}

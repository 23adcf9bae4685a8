namespace OrleansOrders.Messaging;

/// <summary>Every exchange, queue and binding of the system, as data. <c>docs/messages.md</c> says the same, and a test compares the two.</summary>
public static class BrokerTopology
{
    public static IReadOnlyList<ExchangeDefinition> Exchanges { get; } =
    [
        new(Messaging.Exchanges.OrderEvents, "topic"),
        new(Messaging.Exchanges.InventoryEvents, "topic"),
        new(Messaging.Exchanges.PaymentEvents, "topic"),
        new(Messaging.Exchanges.Notifications, "topic"),
        new(Messaging.Exchanges.NewOrders, "direct"),
    ];

    public static IReadOnlyList<QueueDefinition> Queues { get; } =
    [
        new(Messaging.Queues.OrderPlaced),
        new(Messaging.Queues.OrderStatus),
        new(Messaging.Queues.InventoryAdjustments),
        new(Messaging.Queues.PaymentRequests),
        new(Messaging.Queues.DeadLetters) { Retries = false },
    ];

    public static IReadOnlyList<BindingDefinition> Bindings { get; } =
    [
        new(Messaging.Queues.OrderPlaced, Messaging.Exchanges.OrderEvents, RoutingKeys.OrderPlaced),
        new(Messaging.Queues.OrderPlaced, Messaging.Exchanges.OrderEvents, RoutingKeys.OrderPlacedInAnyCurrency),
        new(Messaging.Queues.OrderPlaced, Messaging.Exchanges.OrderEvents, RoutingKeys.OrderCreated),
        new(Messaging.Queues.OrderPlaced, Messaging.Exchanges.NewOrders, RoutingKeys.None),

        new(Messaging.Queues.PaymentRequests, Messaging.Exchanges.InventoryEvents, RoutingKeys.InventoryReserved),
        new(Messaging.Queues.PaymentRequests, Messaging.Exchanges.PaymentEvents, RoutingKeys.PaymentRefundRequested),

        new(Messaging.Queues.OrderStatus, Messaging.Exchanges.OrderEvents, RoutingKeys.OrderCancelRequested),
        new(Messaging.Queues.OrderStatus, Messaging.Exchanges.OrderEvents, RoutingKeys.OrderExpiryDue),

        new(Messaging.Queues.InventoryAdjustments, Messaging.Exchanges.InventoryEvents, RoutingKeys.InventoryAdjusted),
    ];

    /// <summary>What a payment service of the user's own answers: bound with <see cref="PaymentAnswers.Wanted"/>, unbound without.</summary>
    public static IReadOnlyList<BindingDefinition> PaymentAnswerBindings { get; } =
    [
        new(Messaging.Queues.OrderStatus, Messaging.Exchanges.PaymentEvents, RoutingKeys.PaymentSucceeded),
        new(Messaging.Queues.OrderStatus, Messaging.Exchanges.PaymentEvents, RoutingKeys.PaymentFailed),
        new(Messaging.Queues.OrderStatus, Messaging.Exchanges.PaymentEvents, RoutingKeys.PaymentRefunded),
    ];

    /// <summary>Of the queue that versions before worked, <see cref="Queues.FormerNotifications"/>: taken away, so that it runs empty.</summary>
    public static IReadOnlyList<BindingDefinition> FormerBindings { get; } =
    [
        new(Messaging.Queues.FormerNotifications, Messaging.Exchanges.OrderEvents, RoutingKeys.OrderConfirmed),
        new(Messaging.Queues.FormerNotifications, Messaging.Exchanges.OrderEvents, RoutingKeys.OrderFailed),
        new(Messaging.Queues.FormerNotifications, Messaging.Exchanges.OrderEvents, RoutingKeys.OrderCancelled),
        new(Messaging.Queues.FormerNotifications, Messaging.Exchanges.PaymentEvents, RoutingKeys.PaymentRefunded),
    ];
}

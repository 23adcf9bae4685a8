namespace OrleansOrders.Contracts;

/// <summary>The exchanges of the system; all durable.</summary>
public static class Exchanges
{
    public const string OrderEvents = "order_events";
    public const string InventoryEvents = "inventory_events";
    public const string PaymentEvents = "payment_events";
    public const string Notifications = "notification_exchange";

    /// <summary>Direct exchange for producers that know only this exchange and an empty routing key.</summary>
    public const string NewOrders = "new_orders_exchange";
}

/// <summary>The queues of the system; all durable.</summary>
public static class Queues
{
    public const string OrderPlaced = "order_placed";
    public const string OrderStatus = "order_status";
    public const string InventoryAdjustments = "inventory_adjustments";
    public const string PaymentRequests = "payment_requests";
}

/// <summary>The routing keys of the system, and the binding patterns over them.</summary>
public static class RoutingKeys
{
    /// <summary>The key without a currency, from producers that do not state one.</summary>
    public const string OrderPlaced = "order.placed";

    public const string OrderPlacedInAnyCurrency = "order.placed.*";

    /// <summary>Used by some producers instead of <see cref="OrderPlaced"/>.</summary>
    public const string OrderCreated = "order.created";

    public const string OrderConfirmed = "order.confirmed";
    public const string OrderFailed = "order.failed";
    public const string OrderCancelled = "order.cancelled";
    public const string OrderCancelRequested = "order.cancel_requested";

    /// <summary>The deadline of an order has passed; the order decides whether this still matters.</summary>
    public const string OrderExpiryDue = "order.expiry_due";

    public const string InventoryReserved = "inventory.reserved";
    public const string InventoryFailed = "inventory.failed";
    public const string InventoryReleased = "inventory.released";
    public const string InventoryAdjusted = "inventory.adjusted";
    public const string InventoryLow = "inventory.low";

    public const string PaymentSucceeded = "payment.succeeded";
    public const string PaymentFailed = "payment.failed";
    public const string PaymentRefundRequested = "payment.refund_requested";
    public const string PaymentRefunded = "payment.refunded";

    /// <summary>The key of <see cref="Exchanges.NewOrders"/>.</summary>
    public const string None = "";

    /// <summary><c>order.placed.&lt;currency&gt;</c>, the currency as given (ISO 4217, upper case).</summary>
    public static string OrderPlacedIn(string currency) => $"{OrderPlaced}.{currency}";

    /// <summary>
    /// <c>client.&lt;customer&gt;.order.&lt;order&gt;</c>. Ids may contain dots, so a subscriber binds
    /// <c>client.&lt;customer&gt;.order.#</c> and must check the customer in the body: the binding of <c>a</c> also matches messages of
    /// <c>a.order.b</c>.
    /// </summary>
    public static string ClientOrder(string customerId, string orderId) => $"client.{customerId}.order.{orderId}";
}

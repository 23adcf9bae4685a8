namespace OrleansOrders.Contracts;

/// <summary>The exchanges of the system; all durable.</summary>
public static class Exchanges
{
    public const string OrderEvents = "order_events";
    public const string InventoryEvents = "inventory_events";
    public const string PaymentEvents = "payment_events";
    public const string Notifications = "notification_exchange";

    /// <summary>Direct; the way in for producers that know only this exchange and an empty routing key.</summary>
    public const string NewOrders = "new_orders_exchange";
}

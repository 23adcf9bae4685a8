namespace OrleansOrders.Contracts;

/// <summary>The queues of the system; all durable.</summary>
public static class Queues
{
    public const string OrderPlaced = "order_placed";
    public const string OrderStatus = "order_status";
    public const string InventoryAdjustments = "inventory_adjustments";
    public const string PaymentRequests = "payment_requests";

    /// <summary>What versions before wrote the notification log from. Not declared; a bridge that finds it works what is left in it, and deletes it.</summary>
    public const string FormerNotifications = "notifications";
}

using System.Globalization;

namespace OrleansOrders.Messaging;

/// <summary>The queues of the system; all durable.</summary>
public static class Queues
{
    public const string OrderPlaced = "order_placed";
    public const string OrderStatus = "order_status";
    public const string InventoryAdjustments = "inventory_adjustments";
    public const string PaymentRequests = "payment_requests";

    /// <summary>Messages set aside, each with its reason in <see cref="MessageHeaders"/>.</summary>
    public const string DeadLetters = "dlq";

    /// <summary>What versions before wrote the notification log from. Not declared; a bridge that finds it works what is left in it, and deletes it.</summary>
    public const string FormerNotifications = "notifications";

    /// <summary>The delay queue in which a message of <paramref name="queue"/> waits <paramref name="delay"/> for its next attempt.</summary>
    public static string Retry(string queue, TimeSpan delay) => string.Create(CultureInfo.InvariantCulture, $"{queue}.retry.{(long)delay.TotalMilliseconds}ms");
}

namespace OrleansOrders.Contracts;

/// <summary>The dialects: every name that a field of an order may have, ours first. <c>docs/orders.md</c> says the same.</summary>
internal static class OrderSpellings
{
    public static readonly string[] CustomerId = ["customer_id", "user_id", "student_id", "customer_email"];
    public static readonly string[] Sku = ["sku", "item_id"];
    public static readonly string[] Quantity = ["quantity", "qty"];

    /// <summary>The item of an order of a single line, which then has its quantity and price beside it.</summary>
    public const string SingleItem = "item";

    /// <summary>What an event's envelope calls the order inside.</summary>
    public static readonly string[] Envelope = ["data", "payload", "order"];

    /// <summary>An object with any of these is an order itself, not an envelope.</summary>
    public static readonly string[] OfAnOrder = ["items", SingleItem, "amount", .. CustomerId];
}

namespace OrleansOrders.Contracts;

/// <summary>
/// The dialects: every accepted name of each field of an order, the canonical name first. Documented in <c>docs/orders.md</c>.
/// </summary>
static class OrderSpellings
{
    public static readonly string[] CustomerId = ["customer_id", "user_id", "student_id", "customer_email"];
    public static readonly string[] Sku = ["sku", "item_id"];
    public static readonly string[] Quantity = ["quantity", "qty"];

    /// <summary>The item of an order with a single line; quantity and price are then on the same level.</summary>
    public const string SingleItem = "item";

    /// <summary>Names under which an event's envelope contains the order.</summary>
    public static readonly string[] Envelope = ["data", "payload", "order"];

    /// <summary>An object with any of these fields is an order and not an envelope.</summary>
    public static readonly string[] OfAnOrder = ["items", SingleItem, "amount", .. CustomerId];
}

using System.Globalization;

namespace OrleansOrders.Cli;

/// <summary>Orders for a person.</summary>
static class OrderText
{
    public static void Show(Screen screen, Order order)
    {
        screen.Status($"Order {order.OrderId}: ", order.Status, order.Failure is null ? "" : $" ({order.Failure.Reason})");
        screen.Line($"  customer  {order.CustomerId}");
        screen.Line($"  total     {Amount(order)}");
        screen.Line(FormattableString.Invariant($"  placed    {order.CreatedAt}"));
        if (!order.IsFinal && order.ExpiresAt is not null) screen.Line($"  expires   {order.ExpiresAt}");
        foreach (var line in order.Items) screen.Line(FormattableString.Invariant($"  item      {line.Quantity} x {line.Sku} at {line.Price}"));
        foreach (var shortage in order.Failure?.Shortages ?? [])
            screen.Line(FormattableString.Invariant($"  short     {shortage.Sku}: wanted {shortage.Wanted}, available {shortage.Available}"));
        foreach (var entry in order.History ?? [])
            screen.Line(FormattableString.Invariant($"  history   {entry.Version} {entry.Kind} {entry.At} {entry.Reason}").TrimEnd());
    }

    public static void Show(Screen screen, OrdersPage page)
    {
        if (page.Orders.Count == 0) screen.Line("No orders.");
        else screen.Table(["ORDER", "CUSTOMER", "STATUS", "REASON", "TOTAL", "PLACED"], page.Orders.Select(Row));
        if (page.NextCursor is not null) screen.Note($"There are more: --cursor {page.NextCursor}");
    }

    static string?[] Row(Order order) => [order.OrderId, order.CustomerId, order.Status, order.Failure?.Reason, Amount(order), order.CreatedAt];

    static string Amount(Order order) => string.Create(CultureInfo.InvariantCulture, $"{order.TotalAmount} {order.Currency}");
}

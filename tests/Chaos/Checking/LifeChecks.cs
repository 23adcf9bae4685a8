namespace OrleansOrders.Chaos;

/// <summary>What happened to each order is a life that an order can have, and somebody wanted it.</summary>
static class LifeChecks
{
    static readonly HashSet<string> Lives =
    [
        "placed", "placed reserved", "placed reserved confirmed",
        .. from start in (string[])["placed", "placed reserved"]
           from end in (string[])["failed", "cancelled"]
           from money in (string[])["", " refund_requested", " refund_requested refunded"]
           select $"{start} {end}{money}",
    ];

    public static IEnumerable<Finding> Of(Evidence run)
    {
        var cancelled = OrdersOf(run, deed => (deed as Deed.Cancel)?.OrderId);
        foreach (var order in run.Final.Orders)
        {
            var life = string.Join(' ', order.History);
            if (order.History.Distinct().Count() < order.History.Count) yield return Finding.Doubled(order.OrderId, $"something happened twice: {life}");
            else if (!Lives.Contains(life)) yield return Finding.Unexpected(order.OrderId, $"no order has this life: {life}");
            if (order.Status == "cancelled" && !cancelled.Contains(order.OrderId)) yield return Finding.Unexpected(order.OrderId, "is cancelled, and nobody asked for that");
            foreach (var finding in Money(run, order)) yield return finding;
        }
    }

    static IEnumerable<Finding> Money(Evidence run, FinalOrder order)
    {
        var tokens = run.Placed[order.OrderId].Concat(run.Placed[$"customer {order.CustomerId}"])
            .Select(attempt => ((Deed.Place)attempt.Deed).Order.Token).ToHashSet();
        if (tokens is { Count: 1 } && tokens.Contains("tok_decline") && order.Status == "confirmed")
            yield return Finding.Unexpected(order.OrderId, "is confirmed, and its payment was declined");
        if (order.Reason == "payment_declined" && !tokens.Contains("tok_decline"))
            yield return Finding.Unexpected(order.OrderId, "failed for a payment that nobody declined");
        if (order.History.Contains("refund_requested") && !order.History.Contains("refunded")) yield return Finding.Lost(order.OrderId, "its money never came back");
    }

    // Whoever asked, and whatever he was told: it may have happened.
    static HashSet<string> OrdersOf(Evidence run, Func<Deed, string?> orderOf) => [.. run.Operations.Select(operation => orderOf(operation.Deed)).OfType<string>()];
}

namespace OrleansOrders.Chaos;

/// <summary>Every acknowledged order exists with the requested content and ended in a possible way; no other order exists.</summary>
static class OrderChecks
{
    static readonly HashSet<string> Lives =
    [
        "placed", "placed reserved", "placed reserved confirmed",
        .. from start in (string[])["placed", "placed reserved"]
           from end in (string[])["failed", "cancelled"]
           from money in (string[])["", " refund_requested", " refund_requested refunded"]
           select $"{start} {end}{money}",
    ];

    public static IEnumerable<Finding> Of(Evidence run) => Acknowledged(run).Concat(Present(run)).Concat(Unnamed(run));

    static IEnumerable<Finding> Acknowledged(Evidence run)
    {
        foreach (var (place, told) in run.Done<Deed.Place>().Where(place => place.Told.Outcome is Outcome.Ok))
        {
            if ((place.Order.OrderId ?? told.Seen?.OrderId) is not { } id) continue;
            var order = run.Find(id);
            if (order is null && !run.IsInDeadLetters(id)) yield return Finding.Lost(id, "was acknowledged and is not there");
            if (order is not null && order.Content != place.Order.Content) yield return Finding.Lost(id, $"was acknowledged as {place.Order.Content} and is {order.Content}");
        }
    }

    static IEnumerable<Finding> Present(Evidence run)
    {
        // It may have happened, whatever the reply was.
        var cancelled = run.Done<Deed.Cancel>().Select(cancel => cancel.Deed.OrderId).ToHashSet();
        foreach (var order in run.Orders)
        {
            var asked = run.AskedFor(order);
            if (asked.Count == 0) yield return Finding.Unexpected(order.OrderId, "nobody asked for it");
            else if (asked.All(one => one.Content != order.Content)) yield return Finding.Unexpected(order.OrderId, $"nobody asked for {order.Content}");
            if (!order.IsFinal && !run.IsInDeadLetters(order.OrderId)) yield return Finding.Lost(order.OrderId, $"is still {order.Status}");
            var life = string.Join(' ', order.History);
            if (!Lives.Contains(life)) yield return Finding.Unexpected(order.OrderId, $"no order has this life: {life}");
            if (order.Status == "cancelled" && !cancelled.Contains(order.OrderId)) yield return Finding.Unexpected(order.OrderId, "is cancelled, and nobody asked for that");
            if (order.Status == "confirmed" && asked.Count > 0 && asked.All(one => one.Token == "tok_decline"))
                yield return Finding.Unexpected(order.OrderId, "is confirmed, and its payment was declined");
            if (order.Reason == "payment_declined" && asked.All(one => one.Token != "tok_decline"))
                yield return Finding.Unexpected(order.OrderId, "failed for a payment that nobody declined");
        }
    }

    // An order without a client's id: one for its customer, even if the request was repeated.
    static IEnumerable<Finding> Unnamed(Evidence run)
    {
        var byCustomer = run.Orders.ToLookup(order => order.CustomerId);
        foreach (var attempts in run.Placed.Where(attempts => attempts.First().Deed.Order.OrderId is null))
        {
            var told = attempts.Where(attempt => attempt.Told.Outcome is Outcome.Ok).Select(attempt => attempt.Told.Seen?.OrderId).Distinct().Count();
            if (told > 1) yield return Finding.Doubled(attempts.Key, $"one request was answered with {told} orders");
            var made = byCustomer[attempts.First().Deed.Order.CustomerId].Count();
            if (made > 1) yield return Finding.Doubled(attempts.Key, $"one request made {made} orders");
        }
    }
}

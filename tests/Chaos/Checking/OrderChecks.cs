namespace OrleansOrders.Chaos;

/// <summary>Every order that was acknowledged is there, once, as it was asked for, and has ended; no other is there.</summary>
static class OrderChecks
{
    public static IEnumerable<Finding> Of(Evidence run) => Acknowledged(run).Concat(Present(run)).Concat(Unnamed(run));

    static IEnumerable<Finding> Acknowledged(Evidence run)
    {
        foreach (var operation in run.Of<Deed.Place>(Outcome.Ok))
        {
            var asked = ((Deed.Place)operation.Deed).Order;
            var id = asked.OrderId ?? operation.Seen?.OrderId;
            if (id is null) continue;
            if (run.Find(id) is not { } order)
            {
                if (!run.IsInDeadLetters(id)) yield return Finding.Lost(id, "was acknowledged and is not there");
            }
            else if (order.Content != asked.Content)
            {
                yield return Finding.Lost(id, $"was acknowledged as {asked.Content} and is {order.Content}");
            }
        }
    }

    static IEnumerable<Finding> Present(Evidence run)
    {
        var seen = new HashSet<string>();
        foreach (var order in run.Final.Orders)
        {
            if (!seen.Add(order.OrderId)) yield return Finding.Doubled(order.OrderId, "is there twice");
            var asked = run.Placed[order.OrderId].Concat(run.Placed[$"customer {order.CustomerId}"]).Select(operation => ((Deed.Place)operation.Deed).Order).ToList();
            if (asked.Count == 0) yield return Finding.Unexpected(order.OrderId, "nobody asked for it");
            else if (!asked.Any(one => one.Content == order.Content)) yield return Finding.Unexpected(order.OrderId, $"nobody asked for {order.Content}");
            if (!order.IsFinal && !run.IsInDeadLetters(order.OrderId)) yield return Finding.Lost(order.OrderId, $"is still {order.Status}");
        }
    }

    // An order that the system names: one for its customer, however often the request was made.
    static IEnumerable<Finding> Unnamed(Evidence run)
    {
        var byCustomer = run.Final.Orders.ToLookup(order => order.CustomerId);
        foreach (var attempts in run.Placed)
        {
            var asked = ((Deed.Place)attempts.First().Deed).Order;
            if (asked.OrderId is not null) continue;
            var told = attempts.Where(attempt => attempt.Outcome is Outcome.Ok).Select(attempt => attempt.Seen?.OrderId).Distinct().Count();
            if (told > 1) yield return Finding.Doubled(attempts.Key, $"one request was answered with {told} orders");
            var made = byCustomer[asked.CustomerId].Count();
            if (made > 1) yield return Finding.Doubled(attempts.Key, $"one request made {made} orders");
        }
    }
}

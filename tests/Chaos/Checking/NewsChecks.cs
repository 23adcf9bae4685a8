namespace OrleansOrders.Chaos;

/// <summary>The end of every order was told to its customer once, and announced to the world under one id.</summary>
static class NewsChecks
{
    public static IEnumerable<Finding> Of(Evidence run) => Notifications(run).Concat(Facts(run)).Concat(Streams(run));

    static IEnumerable<Finding> Notifications(Evidence run)
    {
        var told = run.Final.Notifications.ToLookup(notification => $"{notification.Kind} of {notification.OrderId}");
        foreach (var order in run.Final.Orders.DistinctBy(order => order.OrderId))
        {
            foreach (var (kind, id) in DueTo(order))
            {
                var news = told[$"{kind} of {order.OrderId}"].ToList();
                if (news.Count == 0) yield return Finding.Lost(order.OrderId, $"{order.CustomerId} was never told of {kind}");
                else if (news.Count > 1) yield return Finding.Doubled(order.OrderId, $"{kind} was told {news.Count} times");
                else if (news[0].Id != id || news[0].CustomerId != order.CustomerId) yield return Finding.Unexpected(order.OrderId, $"was told as {news[0]}, and {id} is due");
            }
        }

        foreach (var news in told)
        {
            var one = news.First();
            if (run.Find(one.OrderId) is not { } order) yield return Finding.Unexpected(one.OrderId, $"{one.Kind} was told, and there is no such order");
            else if (!DueTo(order).Any(due => due.Kind == one.Kind)) yield return Finding.Unexpected(one.OrderId, $"{one.Kind} was told, and the order is {order.Status}");
        }
    }

    static IEnumerable<Finding> Facts(Evidence run)
    {
        var heard = run.Final.Facts.ToLookup(fact => $"{fact.Type} of {fact.OrderId}", fact => fact.MessageId);
        foreach (var ids in heard)
        {
            if (ids.Distinct().Count() > 1) yield return Finding.Doubled(ids.Key, $"was announced under the ids {string.Join(", ", ids.Distinct())}");
        }

        foreach (var order in run.Final.Orders.DistinctBy(order => order.OrderId))
        {
            foreach (var (kind, id) in DueTo(order))
            {
                if (!heard[$"{kind} of {order.OrderId}"].Contains(id)) yield return Finding.Lost(order.OrderId, $"{kind} was never announced");
            }
        }

        foreach (var fact in run.Final.Facts)
        {
            if (run.Find(fact.OrderId) is not { } order) yield return Finding.Unexpected(fact.OrderId, $"{fact.Type} was announced, and there is no such order");
            else if (fact.Type.StartsWith("order.", StringComparison.Ordinal) && !DueTo(order).Any(due => due.Kind == fact.Type))
                yield return Finding.Unexpected(fact.OrderId, $"{fact.Type} was announced, and the order is {order.Status}");
        }
    }

    // A stream that always comes back with the id it had last hears everything once.
    static IEnumerable<Finding> Streams(Evidence run)
    {
        var heard = run.Final.Streamed.ToLookup(notification => notification.Id);
        foreach (var news in heard.Where(news => news.Count() > 1)) yield return Finding.Doubled(news.Key, $"came {news.Count()} times in the stream");
        var customers = run.Final.StreamedCustomers.ToHashSet();
        foreach (var missed in run.Final.Notifications.Where(notification => customers.Contains(notification.CustomerId) && !heard.Contains(notification.Id)))
            yield return Finding.Lost(missed.Id, $"never came in the stream of {missed.CustomerId}");
    }

    static IEnumerable<(string Kind, string Id)> DueTo(FinalOrder order)
    {
        if (order.IsFinal) yield return ($"order.{order.Status}", FormattableString.Invariant($"{order.OrderId}:{order.VersionOf(order.Status)}:order.{order.Status}"));
        if (order.History.Contains("refunded")) yield return ("payment.refunded", $"{order.OrderId}:payment.refunded");
    }
}

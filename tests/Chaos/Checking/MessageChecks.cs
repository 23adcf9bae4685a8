namespace OrleansOrders.Chaos;

/// <summary>Checks sent and received messages: adjustments of stock, dead letters, announcements, live streams.</summary>
static class MessageChecks
{
    const string Tired = "attempts_exhausted";

    public static IEnumerable<Finding> Of(Evidence run) => Adjustments(run).Concat(Letters(run)).Concat(Facts(run)).Concat(Streams(run));

    // Every acknowledged adjustment is recorded, and no other.
    static IEnumerable<Finding> Adjustments(Evidence run)
    {
        var asked = run.Done<Deed.Adjust>().ToLookup(adjust => $"{adjust.Deed.Sku} {adjust.Deed.AdjustmentId}");
        var made = run.Final.Adjustments.ToDictionary(row => $"{row.Sku} {row.AdjustmentId}", row => row.Delta);
        var letters = run.Final.DeadLetters.Select(letter => letter.MessageId).ToHashSet();
        foreach (var (key, delta) in made)
        {
            if (!asked[key].Any()) yield return Finding.Unexpected(key, "nobody asked for it");
            else if (asked[key].First().Deed.Delta != delta) yield return Finding.Unexpected(key, $"is {delta}");
        }

        foreach (var attempts in asked)
        {
            var isMade = made.ContainsKey(attempts.Key);
            if (attempts.Any(attempt => attempt.Told.Outcome is Outcome.Ok) && !isMade && !letters.Contains(attempts.First().Deed.AdjustmentId))
                yield return Finding.Lost(attempts.Key, "was acknowledged and is not made");
            if (attempts.All(attempt => attempt.Told.Outcome is Outcome.Refused) && isMade) yield return Finding.Unexpected(attempts.Key, "was refused and is made");
        }
    }

    // Every poison message is a dead letter. No other message is one, except those whose attempts a fault has exhausted.
    static IEnumerable<Finding> Letters(Evidence run)
    {
        var poison = run.Done<Deed.Poison>().ToLookup(poison => poison.Deed.MessageId, poison => poison.Told.Outcome);
        var letters = run.Final.DeadLetters.ToLookup(letter => letter.MessageId);
        foreach (var attempts in poison.Where(attempts => attempts.Contains(Outcome.Ok) && !letters.Contains(attempts.Key)))
            yield return Finding.Lost(attempts.Key, "is poison, was taken, and is no dead letter");
        foreach (var letter in run.Final.DeadLetters.Where(letter => !poison.Contains(letter.MessageId) && letter.Reason != Tired))
            yield return Finding.Unexpected(letter.MessageId, $"is a dead letter of order {letter.OrderId}: {letter.Reason}");
    }

    // The end of every order was announced under one id.
    static IEnumerable<Finding> Facts(Evidence run)
    {
        var heard = run.Final.Facts.ToLookup(fact => $"{fact.Type} of {fact.OrderId}", fact => fact.MessageId);
        foreach (var ids in heard.Where(ids => ids.Distinct().Count() > 1))
            yield return Finding.Doubled(ids.Key, $"was announced under the ids {string.Join(", ", ids.Distinct())}");

        foreach (var order in run.Orders)
        {
            foreach (var (kind, id) in DueTo(order))
            {
                if (!heard[$"{kind} of {order.OrderId}"].Contains(id)) yield return Finding.Lost(order.OrderId, $"{kind} was never announced");
            }
        }

        foreach (var fact in run.Final.Facts)
        {
            if (run.Find(fact.OrderId) is not { } order) yield return Finding.Unexpected(fact.OrderId, $"{fact.Type} was announced, and there is no such order");
            else if (fact.Type.StartsWith("order.", StringComparison.Ordinal) && DueTo(order).All(due => due.Kind != fact.Type))
                yield return Finding.Unexpected(fact.OrderId, $"{fact.Type} was announced, and the order is {order.Status}");
        }
    }

    // A stream that always resumes with its last id receives everything once.
    static IEnumerable<Finding> Streams(Evidence run)
    {
        var heard = run.Final.Streamed.ToLookup(notification => notification.Id);
        foreach (var news in heard.Where(news => news.Count() > 1)) yield return Finding.Doubled(news.Key, $"came {news.Count()} times in the stream");
        foreach (var missed in run.Final.Notifications.Where(news => run.Final.StreamedCustomers.Contains(news.CustomerId) && !heard.Contains(news.Id)))
            yield return Finding.Lost(missed.Id, $"never came in the stream of {missed.CustomerId}");
    }

    static IEnumerable<(string Kind, string Id)> DueTo(FinalOrder order)
    {
        if (order.IsFinal) yield return ($"order.{order.Status}", FormattableString.Invariant($"{order.OrderId}:{order.VersionOf(order.Status)}:order.{order.Status}"));
        if (order.History.Contains("refunded")) yield return ("payment.refunded", $"{order.OrderId}:payment.refunded");
    }
}

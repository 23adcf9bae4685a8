namespace OrleansOrders.Chaos;

/// <summary>Every adjustment that was acknowledged is made, once; what is sold is what the confirmed orders wanted; nothing is held any more.</summary>
static class StockChecks
{
    public static IEnumerable<Finding> Of(Evidence run) => Adjustments(run).Concat(Items(run));

    static IEnumerable<Finding> Adjustments(Evidence run)
    {
        var asked = run.Operations.Where(operation => operation.Deed is Deed.Adjust).ToLookup(operation => KeyOf((Deed.Adjust)operation.Deed));
        var made = run.Final.Adjustments.ToLookup(row => $"{row.Sku} {row.AdjustmentId}");
        var letters = run.Final.DeadLetters.Select(letter => letter.MessageId).ToHashSet();
        foreach (var row in made)
        {
            if (row.Count() > 1) yield return Finding.Doubled(row.Key, $"was made {row.Count()} times");
            if (!asked[row.Key].Any()) yield return Finding.Unexpected(row.Key, "nobody asked for it");
            else if (((Deed.Adjust)asked[row.Key].First().Deed).Delta != row.First().Delta) yield return Finding.Unexpected(row.Key, $"is {row.First().Delta}");
        }

        foreach (var attempts in asked)
        {
            var deed = (Deed.Adjust)attempts.First().Deed;
            var (acknowledged, refused) = (attempts.Any(attempt => attempt.Outcome is Outcome.Ok), attempts.All(attempt => attempt.Outcome is Outcome.Refused));
            if (acknowledged && !made[attempts.Key].Any() && !letters.Contains(deed.AdjustmentId)) yield return Finding.Lost(attempts.Key, "was acknowledged and is not made");
            if (refused && made[attempts.Key].Any()) yield return Finding.Unexpected(attempts.Key, "was refused and is made");
        }
    }

    static IEnumerable<Finding> Items(Evidence run)
    {
        var received = run.Final.Adjustments.DistinctBy(row => (row.Sku, row.AdjustmentId)).GroupBy(row => row.Sku).ToDictionary(rows => rows.Key, rows => rows.Sum(row => row.Delta));
        var wanted = run.Final.Orders.DistinctBy(order => order.OrderId).Where(order => order.Status == "confirmed")
            .SelectMany(order => order.Lines).GroupBy(line => line.Sku).ToDictionary(lines => lines.Key, lines => lines.Sum(line => (long)line.Quantity));
        foreach (var item in run.Final.Items)
        {
            var subject = $"item {item.Sku}";
            var (total, came, sold) = (item.Available + item.Reserved + item.Sold, received.GetValueOrDefault(item.Sku), wanted.GetValueOrDefault(item.Sku));
            if (total != came) yield return Differs(subject, total, came, "units are there in all", "came in");
            if (item.Sold != sold) yield return Differs(subject, item.Sold, sold, "units are sold", "are in confirmed orders");
            if (item.Reserved != 0) yield return Finding.Lost(subject, $"{item.Reserved} units are still held");
            if (item.Available < 0) yield return Finding.Doubled(subject, $"{item.Available} units are left");
        }

        foreach (var sku in wanted.Keys.Except(run.Final.Items.Select(item => item.Sku))) yield return Finding.Unexpected($"item {sku}", "is sold and does not exist");
    }

    static Finding Differs(string subject, long found, long due, string what, string why) =>
        new(found > due ? FindingKind.Doubled : FindingKind.Lost, subject, $"{found} {what}, {due} {why}");

    static string KeyOf(Deed.Adjust deed) => $"{deed.Sku} {deed.AdjustmentId}";
}

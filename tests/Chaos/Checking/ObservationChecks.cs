namespace OrleansOrders.Chaos;

/// <summary>
/// Checks that replies are consistent: every version that a client saw is in the order's history; a later operation does not see less; acknowledged
/// orders are found; no reply is an internal error.
/// </summary>
static class ObservationChecks
{
    const int NotFound = 404;
    const int InternalError = 500;

    public static IEnumerable<Finding> Of(Evidence run)
    {
        foreach (var operation in run.Operations.Where(operation => operation.Status is InternalError))
            yield return Finding.Unexpected(operation.Deed.ToString(), "was answered 500");
        foreach (var finding in run.Operations.Where(operation => OrderOf(operation) is not null).GroupBy(operation => OrderOf(operation)!).SelectMany(about => OfOrder(run, about.Key, [.. about])))
            yield return finding;
    }

    static IEnumerable<Finding> OfOrder(Evidence run, string orderId, IReadOnlyList<Operation> about)
    {
        var order = run.Find(orderId);
        foreach (var seen in about.Select(operation => operation.Seen).OfType<Observation>().Distinct())
        {
            if (order?.StatusAt(seen.Version) != seen.Status) yield return Finding.Lost(orderId, $"was told as {seen.Status} at version {seen.Version}, which is not in its history");
        }

        foreach (var cancel in about.Where(operation => operation is { Deed: Deed.Cancel, Status: 409 }))
        {
            if (order?.Status == "cancelled") yield return Finding.Unexpected(orderId, "was told to be too late to cancel, and is cancelled");
        }

        foreach (var finding in Backwards(orderId, about)) yield return finding;
    }

    // Sorted by the end of each reply: the newest state that was certain before an operation began.
    static IEnumerable<Finding> Backwards(string orderId, IReadOnlyList<Operation> about)
    {
        var known = about.Where(operation => operation.Seen is not null).OrderBy(operation => operation.Ended).ToList();
        var (next, version) = (0, 0);
        foreach (var operation in about.OrderBy(operation => operation.Began))
        {
            for (; next < known.Count && known[next].Ended < operation.Began; next++) version = Math.Max(version, known[next].Seen!.Version);
            if (operation.Seen is { } seen && seen.Version < version) yield return Finding.Unexpected(orderId, $"was seen at version {version}, and later at {seen.Version}");
            if (operation is { Status: NotFound, Deed: Deed.Read or Deed.Cancel } && version > 0) yield return Finding.Lost(orderId, "was seen, and later not found");
        }
    }

    static string? OrderOf(Operation operation) => operation.Seen?.OrderId ?? operation.Deed switch
    {
        Deed.Place place => place.Order.OrderId,
        Deed.Cancel cancel => cancel.OrderId,
        Deed.Read read => read.OrderId,
        _ => null,
    };
}

namespace OrleansOrders.Storage;

/// <summary>One invariant and the query that finds what breaks it.</summary>
/// <param name="Invariant">Its name, <c>I-1</c> to <c>I-11</c>.</param>
/// <param name="States">What holds at every instant, in words.</param>
/// <param name="Sql">
/// Returns a row for each violation: subject (an order or item), detail. <c>@settled</c> is the time before which things must have settled, <c>@excused</c> the keys of
/// the orders that a visible dead letter speaks of, <c>@suspects</c> the ids of the suspects and <c>@keys</c> their keys; a query uses any of them.
/// </param>
/// <param name="Suspects">The query for the ids of the orders that <paramref name="Sql"/> looks at; null where it finds its way alone.</param>
public sealed record AuditCheck(string Invariant, string States, string Sql, string? Suspects = null);

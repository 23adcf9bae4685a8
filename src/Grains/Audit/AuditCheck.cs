namespace OrleansOrders.Grains;

/// <summary>One invariant and the query that finds what breaks it.</summary>
/// <param name="Invariant">Its name, <c>I-1</c> to <c>I-10</c>.</param>
/// <param name="States">What holds at every instant, in words.</param>
/// <param name="Sql">Returns a row for each violation: subject (an order or item), detail. <c>$1</c> is the time before which things must have settled.</param>
public sealed record AuditCheck(string Invariant, string States, string Sql);

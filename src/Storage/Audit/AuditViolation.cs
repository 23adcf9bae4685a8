namespace OrleansOrders.Storage;

/// <summary>Something that must not be.</summary>
/// <param name="Invariant">Which invariant it breaks.</param>
/// <param name="Subject">The order or item: <c>order:…</c>, <c>item:…</c>.</param>
/// <param name="Detail">What was found.</param>
public sealed record AuditViolation(string Invariant, string Subject, string Detail);

namespace OrleansOrders.Api;

/// <summary>Something that must not be.</summary>
/// <param name="Invariant">Which invariant it breaks.</param>
/// <param name="Subject">The order or item.</param>
/// <param name="Detail">What was found.</param>
public sealed record AuditViolationView(string Invariant, string Subject, string Detail);

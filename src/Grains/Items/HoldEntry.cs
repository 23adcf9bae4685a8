using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>One hold of a batch.</summary>
/// <param name="OrderId">Whose hold.</param>
/// <param name="Expected">What the decider took for granted to be there; null for no record.</param>
/// <param name="Write">What to write; null where only the expectation is to be checked (a refusal must be as certain as a grant).</param>
public readonly record struct HoldEntry(OrderId OrderId, Hold? Expected, Hold? Write);

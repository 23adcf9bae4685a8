using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>One adjustment of a batch.</summary>
/// <param name="Id">Its id, taken for granted to be new.</param>
/// <param name="Delta">Units added; null where only the expectation is to be checked.</param>
public readonly record struct AdjustmentEntry(AdjustmentId Id, long? Delta);

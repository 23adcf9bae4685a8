using OrleansOrders.Grains;

namespace OrleansOrders.Storage;

/// <summary>An order as it lies in the table.</summary>
/// <param name="Key">The grain's key.</param>
/// <param name="CreatedAt">As in the JSON.</param>
/// <param name="Json">The state, UTF-8: a <see cref="StoredOrder"/>.</param>
public sealed record StoredOrderRow(string Key, string CreatedAt, ReadOnlyMemory<byte> Json);

namespace OrleansOrders.Api;

/// <summary>Items by SKU.</summary>
/// <param name="Items">The items of this page.</param>
/// <param name="NextCursor">For the next page; null on the last.</param>
public sealed record ItemsPage(IReadOnlyList<ItemView> Items, string? NextCursor);

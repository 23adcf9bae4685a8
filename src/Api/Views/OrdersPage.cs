namespace OrleansOrders.Api;

/// <summary>Orders, newest first.</summary>
/// <param name="Orders">The orders of this page.</param>
/// <param name="NextCursor">For the next page; null on the last.</param>
public sealed record OrdersPage(IReadOnlyList<OrderView> Orders, string? NextCursor);

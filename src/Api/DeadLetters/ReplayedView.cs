namespace OrleansOrders.Api;

/// <summary>That one letter was sent back.</summary>
public sealed record ReplayedView(int Replayed);

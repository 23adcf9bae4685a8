namespace OrleansOrders.Api;

/// <summary>A line of an order.</summary>
/// <param name="Sku">The item.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Price">Of one unit.</param>
public sealed record OrderItemView(string Sku, int Quantity, decimal Price);

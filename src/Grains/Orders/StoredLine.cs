using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>One line of a <see cref="StoredOrder"/>.</summary>
public sealed class StoredLine
{
    public Sku Sku { get; set; }

    public Quantity Quantity { get; set; }

    public decimal Price { get; set; }
}

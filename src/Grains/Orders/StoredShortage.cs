using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>A short item of a <see cref="StoredFailure"/>.</summary>
public sealed class StoredShortage
{
    public Sku Sku { get; set; }

    public int Wanted { get; set; }

    public long Available { get; set; }
}

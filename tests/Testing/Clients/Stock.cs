namespace OrleansOrders.Testing;

/// <summary>An item's numbers as the API shows them.</summary>
public sealed record Stock(long Available, long Reserved, long Sold)
{
    public long Total => Available + Reserved + Sold;
}

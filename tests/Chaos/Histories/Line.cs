namespace OrleansOrders.Chaos;

/// <summary>One line of an order, as it was asked for or as it is shown.</summary>
sealed record Line(string Sku, int Quantity, decimal Price)
{
    public override string ToString() => FormattableString.Invariant($"{Quantity} {Sku} at {Price:0.00##}");
}

namespace OrleansOrders.Cli;

/// <summary>An order to place.</summary>
sealed record NewOrder
{
    public string? OrderId { get; init; }

    public required string CustomerId { get; init; }

    public string? Currency { get; init; }

    public string? PaymentToken { get; init; }

    public required IReadOnlyList<NewOrderLine> Items { get; init; }
}

sealed record NewOrderLine(string Sku, int Quantity, decimal? Price = null);

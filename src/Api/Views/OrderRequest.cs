namespace OrleansOrders.Api;

/// <summary>An order as a client sends it, for the description of this API; what is understood besides is in <c>docs/orders.md</c>.</summary>
public sealed record OrderRequest
{
    /// <summary>Chosen by the client, or by the server where it is absent.</summary>
    public string? OrderId { get; init; }

    /// <summary>Who orders.</summary>
    public required string CustomerId { get; init; }

    /// <summary>ISO 4217; USD where it is absent.</summary>
    public string? Currency { get; init; }

    /// <summary>A payment service's token.</summary>
    public string? PaymentToken { get; init; }

    /// <summary>1 to 500 lines; absent for an order of a mere amount.</summary>
    public IReadOnlyList<OrderItemView>? Items { get; init; }

    /// <summary>What is to be paid where there are no items.</summary>
    public decimal? Amount { get; init; }
}

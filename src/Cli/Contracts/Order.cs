using System.Text.Json.Serialization;

namespace OrleansOrders.Cli;

/// <summary>An order as the server sends it. Unknown names are shown unchanged.</summary>
sealed record Order : IJsonOnDeserialized
{
    public const string Confirmed = "confirmed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public required string OrderId { get; init; }

    public required string CustomerId { get; init; }

    public required string Status { get; init; }

    public required int Version { get; init; }

    public required string Currency { get; init; }

    public required decimal TotalAmount { get; init; }

    public required IReadOnlyList<OrderLine> Items { get; init; }

    public Failure? Failure { get; init; }

    public required string CreatedAt { get; init; }

    public string? ExpiresAt { get; init; }

    public IReadOnlyList<HistoryEntry>? History { get; init; }

    public bool IsFinal => Status is Confirmed or Failed or Cancelled;

    void IJsonOnDeserialized.OnDeserialized() => Whole.Check(Items, History);
}

sealed record OrderLine(string Sku, int Quantity, decimal Price);

sealed record Failure(string Reason, IReadOnlyList<Shortage>? Shortages = null) : IJsonOnDeserialized
{
    void IJsonOnDeserialized.OnDeserialized() => Whole.Check(Shortages);
}

sealed record Shortage(string Sku, long Wanted, long Available);

sealed record HistoryEntry(int Version, string Kind, string At, string? Reason = null);

sealed record OrdersPage(IReadOnlyList<Order> Orders, string? NextCursor = null) : IJsonOnDeserialized
{
    void IJsonOnDeserialized.OnDeserialized() => Whole.Check(Orders);
}

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

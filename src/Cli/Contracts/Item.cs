using System.Text.Json.Serialization;

namespace OrleansOrders.Cli;

/// <summary>An item's stock.</summary>
sealed record Item
{
    public required string Sku { get; init; }

    public required long Available { get; init; }

    public long Reserved { get; init; }

    public long Sold { get; init; }
}

sealed record ItemsPage : IJsonOnDeserialized
{
    public required IReadOnlyList<Item> Items { get; init; }

    public string? NextCursor { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => Whole.Check(Items);
}

sealed record StockCount(long Available);

sealed record StockAdjustment(string AdjustmentId, long Delta);

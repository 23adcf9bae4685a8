using System.Text.Json.Serialization;

namespace OrleansOrders.Domain;

/// <summary>An item's decision on one command, and the records to store with it.</summary>
public sealed record StockDecision
{
    /// <summary>The item's numbers after the command; the ledger raises the version.</summary>
    public required Item Item { get; init; }

    /// <summary>Null: done, now or before. Otherwise the reason of the refusal.</summary>
    public StockRefusal? Refusal { get; init; }

    /// <summary>The hold to write; null for no change.</summary>
    public Hold? Write { get; init; }

    /// <summary>The adjustment to record, in units; null for none.</summary>
    public long? Delta { get; init; }
}

/// <summary>Why an item refused a command; the codes are stable.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StockRefusal>))]
public enum StockRefusal
{
    /// <summary>Fewer units available than wanted, or an adjustment would make the available units negative.</summary>
    [JsonStringEnumMemberName("insufficient_stock")] Insufficient,

    /// <summary>There is no such item.</summary>
    [JsonStringEnumMemberName("unknown_sku")] UnknownSku,

    /// <summary>The order's hold was already released; the reserve came too late.</summary>
    [JsonStringEnumMemberName("hold_released")] HoldReleased,

    /// <summary>More units than the maximum (10¹²).</summary>
    [JsonStringEnumMemberName("stock_too_large")] TooLarge,

    /// <summary>The adjustment's id is recorded with another number of units.</summary>
    [JsonStringEnumMemberName("adjustment_exists")] AdjustmentExists,
}

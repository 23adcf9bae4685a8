using System.Text.Json.Serialization;

namespace OrleansOrders.Domain;

/// <summary>What an item answers to one command, and what has to be stored for the answer to be true.</summary>
public sealed record StockDecision
{
    /// <summary>The item's numbers afterwards; the version is the ledger's to raise.</summary>
    public required Item Item { get; init; }

    /// <summary>Null: done, or had been done before. Otherwise why not.</summary>
    public StockRefusal? Refusal { get; init; }

    /// <summary>For a hold: what to write over what was there, or null for no change.</summary>
    public Hold? Write { get; init; }

    /// <summary>For an adjustment: the delta to record, or null for none.</summary>
    public long? Delta { get; init; }
}

/// <summary>Why an item refused; the codes are stable.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StockRefusal>))]
public enum StockRefusal
{
    /// <summary>Fewer units available than wanted, or an adjustment would lead below zero.</summary>
    [JsonStringEnumMemberName("insufficient_stock")] Insufficient,

    /// <summary>There is no such item.</summary>
    [JsonStringEnumMemberName("unknown_sku")] UnknownSku,

    /// <summary>The order had let go before: a reserve that came late.</summary>
    [JsonStringEnumMemberName("hold_released")] HoldReleased,

    /// <summary>More units than the system counts (10¹²).</summary>
    [JsonStringEnumMemberName("stock_too_large")] TooLarge,

    /// <summary>The id of the adjustment is recorded with another number of units.</summary>
    [JsonStringEnumMemberName("adjustment_exists")] AdjustmentExists,
}

using System.Text.Json.Serialization;

namespace OrleansOrders.Domain;

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

using System.Text.Json.Serialization;

namespace OrleansOrders.Domain;

/// <summary>What became of a hold: <c>held → sold</c> or <c>held → released</c>, once.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HoldStatus>))]
public enum HoldStatus
{
    /// <summary>Taken from what is available, waiting for the order's end.</summary>
    [JsonStringEnumMemberName("held")] Held,

    /// <summary>The order was paid. Final.</summary>
    [JsonStringEnumMemberName("sold")] Sold,

    /// <summary>The order ended unpaid; the quantity went back (0 where nothing had been held). Final.</summary>
    [JsonStringEnumMemberName("released")] Released,
}

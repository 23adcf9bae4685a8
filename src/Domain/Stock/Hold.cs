using System.Text.Json.Serialization;

namespace OrleansOrders.Domain;

/// <summary>The record of what one order took of one item.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Quantity">Units; 0 only for a release that found nothing.</param>
public readonly record struct Hold(HoldStatus Status, int Quantity);

/// <summary>What became of a hold: <c>taken → released</c>, once. Whether what is taken was sold is the order's to say.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HoldStatus>))]
public enum HoldStatus
{
    /// <summary>Taken from what is available.</summary>
    [JsonStringEnumMemberName("taken")] Taken,

    /// <summary>The order ended without it; the quantity went back (0 where nothing had been taken). Final.</summary>
    [JsonStringEnumMemberName("released")] Released,
}

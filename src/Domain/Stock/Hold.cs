using System.Text.Json.Serialization;

namespace OrleansOrders.Domain;

/// <summary>The record of the units that one order holds of one item.</summary>
/// <param name="Status">The status of the hold.</param>
/// <param name="Quantity">Units; 0 only for a release without a preceding reserve.</param>
public readonly record struct Hold(HoldStatus Status, int Quantity);

/// <summary>The status of a hold: <c>taken → released</c>, once. The order's status decides whether taken units are sold.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HoldStatus>))]
public enum HoldStatus
{
    /// <summary>Taken from the available units.</summary>
    [JsonStringEnumMemberName("taken")] Taken,

    /// <summary>The order ended without the units; they were returned (0 if none had been taken). Final.</summary>
    [JsonStringEnumMemberName("released")] Released,
}

using System.Text.Json.Serialization;
using Orleans;

namespace OrleansOrders.Domain;

/// <summary>One entry of an order's history.</summary>
[GenerateSerializer, Immutable]
public sealed record OrderEvent
{
    /// <summary>The order's version after this event: 1..n without gap.</summary>
    [Id(0)]
    public required int Version { get; init; }

    /// <summary>What happened.</summary>
    [Id(1)]
    public required OrderEventKind Kind { get; init; }

    /// <summary>When it was decided, UTC.</summary>
    [Id(2)]
    public required DateTimeOffset At { get; init; }

    /// <summary>For <see cref="OrderEventKind.Failed"/>: why.</summary>
    [Id(3)]
    public OrderFailure? Failure { get; init; }
}

/// <summary>What happened to an order; each raises its version by one.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderEventKind>))]
public enum OrderEventKind
{
    /// <summary>Accepted: version 1.</summary>
    [JsonStringEnumMemberName("placed")] Placed,

    /// <summary>All lines held.</summary>
    [JsonStringEnumMemberName("reserved")] Reserved,

    /// <summary>Paid.</summary>
    [JsonStringEnumMemberName("confirmed")] Confirmed,

    /// <summary>Failed, for the reason in <see cref="Order.Failure"/>.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>Withdrawn.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled,

    /// <summary>Money came for an order that had ended without it; it is to go back.</summary>
    [JsonStringEnumMemberName("refund_requested")] RefundRequested,

    /// <summary>The money went back.</summary>
    [JsonStringEnumMemberName("refunded")] Refunded,
}

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

    /// <summary>The kind of event.</summary>
    [Id(1)]
    public required OrderEventKind Kind { get; init; }

    /// <summary>Time of the decision, UTC.</summary>
    [Id(2)]
    public required DateTimeOffset At { get; init; }

    /// <summary>The reason, for <see cref="OrderEventKind.Failed"/>.</summary>
    [Id(3)]
    public OrderFailure? Failure { get; init; }
}

/// <summary>The kinds of events; each raises the order's version by one.</summary>
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

    /// <summary>Cancelled by the customer.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled,

    /// <summary>A payment arrived for an order that had ended unpaid; it must be refunded.</summary>
    [JsonStringEnumMemberName("refund_requested")] RefundRequested,

    /// <summary>The money was refunded.</summary>
    [JsonStringEnumMemberName("refunded")] Refunded,
}

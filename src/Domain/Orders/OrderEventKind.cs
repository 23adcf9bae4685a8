using System.Text.Json.Serialization;

namespace OrleansOrders.Domain;

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

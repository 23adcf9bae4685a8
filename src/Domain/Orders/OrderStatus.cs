using System.Text.Json.Serialization;

namespace OrleansOrders.Domain;

/// <summary>Where an order stands: <c>pending → reserved → confirmed</c>, or <c>failed</c>, or <c>cancelled</c>. The last three are final.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    /// <summary>Accepted and persisted; stock not yet asked.</summary>
    [JsonStringEnumMemberName("pending")] Pending,

    /// <summary>All lines are held; payment is under way.</summary>
    [JsonStringEnumMemberName("reserved")] Reserved,

    /// <summary>Paid; the holds are sold. Final.</summary>
    [JsonStringEnumMemberName("confirmed")] Confirmed,

    /// <summary>Refused for stock, payment or time; nothing is held. Final.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>Withdrawn by the customer; nothing is held. Final.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled,
}

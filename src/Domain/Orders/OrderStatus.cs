using System.Text.Json.Serialization;

namespace OrleansOrders.Domain;

/// <summary>
/// An order's status: <c>pending → reserved → confirmed</c>, or <c>failed</c>, or <c>cancelled</c>. The last three are final.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    /// <summary>Accepted and persisted; stock not yet requested.</summary>
    [JsonStringEnumMemberName("pending")] Pending,

    /// <summary>All lines are held; payment is in progress.</summary>
    [JsonStringEnumMemberName("reserved")] Reserved,

    /// <summary>Paid; the holds are sold. Final.</summary>
    [JsonStringEnumMemberName("confirmed")] Confirmed,

    /// <summary>Failed for lack of stock or payment, or past the deadline; nothing is held. Final.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>Cancelled by the customer; nothing is held. Final.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled,
}

using System.Text.Json.Serialization;

namespace OrleansOrders.Domain;

/// <summary>Why a command was refused; the codes are stable and go out to clients and dead letters.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderRefusal>))]
public enum OrderRefusal
{
    /// <summary>There is no such order.</summary>
    [JsonStringEnumMemberName("order_not_found")] NotFound,

    /// <summary>The id is taken by an order with other content.</summary>
    [JsonStringEnumMemberName("order_exists")] Exists,

    /// <summary>The order has ended, or is in a state that this cannot follow any more.</summary>
    [JsonStringEnumMemberName("too_late")] TooLate,

    /// <summary>The order is not yet where this can follow: asking again later may succeed.</summary>
    [JsonStringEnumMemberName("too_early")] TooEarly,

    /// <summary>The payment is not of the order's total.</summary>
    [JsonStringEnumMemberName("amount_mismatch")] AmountMismatch,

    /// <summary>The deadline has not passed.</summary>
    [JsonStringEnumMemberName("not_expired")] NotExpired,
}

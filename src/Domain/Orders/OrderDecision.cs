using System.Text.Json.Serialization;

namespace OrleansOrders.Domain;

/// <summary>What a command leads to. The set is closed.</summary>
public abstract record OrderDecision
{
    OrderDecision() { }

    /// <summary>One event happens.</summary>
    public sealed record Happens(OrderEventKind Kind, OrderFailure? Failure = null) : OrderDecision;

    /// <summary>It had happened before, or does not matter any more: nothing changes, and what was announced may be announced again.</summary>
    public sealed record Nothing : OrderDecision
    {
        Nothing() { }

        /// <summary>The one instance.</summary>
        public static Nothing Instance { get; } = new();
    }

    /// <summary>It may not be.</summary>
    public sealed record Refused(OrderRefusal Reason) : OrderDecision;
}

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

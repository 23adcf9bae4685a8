using System.Text.Json.Serialization;

namespace OrleansOrders.Domain;

/// <summary>The result of a command. The set is closed.</summary>
public abstract record OrderDecision
{
    OrderDecision() { }

    /// <summary>One event happens.</summary>
    public sealed record Happens(OrderEventKind Kind, OrderFailure? Failure = null) : OrderDecision;

    /// <summary>The event had already happened or no longer matters. Nothing changes, and its facts may be announced again.</summary>
    public sealed record Nothing : OrderDecision
    {
        Nothing() { }

        public static Nothing Instance { get; } = new();
    }

    /// <summary>The command is refused.</summary>
    public sealed record Refused(OrderRefusal Reason) : OrderDecision;
}

/// <summary>Why a command was refused. The codes are stable and appear in HTTP replies and dead letters.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderRefusal>))]
public enum OrderRefusal
{
    /// <summary>There is no such order.</summary>
    [JsonStringEnumMemberName("order_not_found")] NotFound,

    /// <summary>The id is used by an order with other content.</summary>
    [JsonStringEnumMemberName("order_exists")] Exists,

    /// <summary>The order is final, or in a state that the command can no longer follow.</summary>
    [JsonStringEnumMemberName("too_late")] TooLate,

    /// <summary>The order is not yet in a state that the command can follow; a later retry may succeed.</summary>
    [JsonStringEnumMemberName("too_early")] TooEarly,

    /// <summary>The paid amount differs from the order's total.</summary>
    [JsonStringEnumMemberName("amount_mismatch")] AmountMismatch,

    /// <summary>The deadline has not passed.</summary>
    [JsonStringEnumMemberName("not_expired")] NotExpired,
}

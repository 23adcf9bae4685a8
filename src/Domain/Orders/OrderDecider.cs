using System.Collections.Immutable;

namespace OrleansOrders.Domain;

/// <summary>The rules of an order: pure, total over reachable states, and idempotent (the same command on the resulting state yields nothing new).</summary>
public static class OrderDecider
{
    /// <summary>Decides <paramref name="command"/> on <paramref name="order"/> (null: does not exist) at <paramref name="now"/>.</summary>
    public static OrderDecision Decide(Order? order, OrderCommand command, DateTimeOffset now) => command switch
    {
        OrderCommand.Place place => DecidePlace(order, place),
        _ when order is null => Refuse(OrderRefusal.NotFound),
        OrderCommand.RecordReservation reservation => DecideReservation(order, reservation),
        OrderCommand.PaymentSucceeded { Paid: { } paid } when paid != order.Content.Total => Refuse(OrderRefusal.AmountMismatch),
        OrderCommand.PaymentSucceeded => DecidePaymentSucceeded(order),
        OrderCommand.PaymentFailed => DecidePaymentFailed(order),
        OrderCommand.Cancel => DecideCancel(order),
        OrderCommand.Expire => DecideExpire(order, now),
        OrderCommand.RecordRefund => DecideRefund(order),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    /// <summary>The first state of an order.</summary>
    public static Order Create(OrderCommand.Place place, DateTimeOffset now) =>
        new() { Content = place.Content, ExpiresAt = place.ExpiresAt, History = [new() { Version = 1, Kind = OrderEventKind.Placed, At = now }] };

    /// <summary>The state after <paramref name="happens"/>: one more history entry.</summary>
    public static Order Evolve(Order order, OrderDecision.Happens happens, DateTimeOffset now)
    {
        var next = new OrderEvent { Version = order.Version + 1, Kind = happens.Kind, At = now, Failure = happens.Failure };
        return order with { History = order.History.Add(next) };
    }

    static OrderDecision DecidePlace(Order? order, OrderCommand.Place place)
    {
        if (order is null) return new OrderDecision.Happens(OrderEventKind.Placed);

        // The same content again is a retry by a client or the broker. Other content would change an accepted order.
        return order.Content.HasContentOf(place.Content) ? OrderDecision.Nothing.Instance : Refuse(OrderRefusal.Exists);
    }

    static OrderDecision DecideReservation(Order order, OrderCommand.RecordReservation reservation)
    {
        // A reservation that arrives after a cancellation or an expiry must not revive the order; the release of the final state returns
        // the holds.
        if (order.Status is not OrderStatus.Pending) return OrderDecision.Nothing.Instance;
        if (reservation.UnknownSku) return Fail(FailureReason.UnknownSku, reservation.Shortages);
        return reservation.Shortages.IsEmpty ? new OrderDecision.Happens(OrderEventKind.Reserved) : Fail(FailureReason.OutOfStock, reservation.Shortages);
    }

    static OrderDecision DecidePaymentSucceeded(Order order) => order.Status switch
    {
        OrderStatus.Reserved => new OrderDecision.Happens(OrderEventKind.Confirmed),
        OrderStatus.Confirmed => OrderDecision.Nothing.Instance,

        // No payment was requested yet. If the payment is real, it fits once the reservation in progress is stored.
        OrderStatus.Pending => Refuse(OrderRefusal.TooEarly),

        // A payment for an order that ended unpaid is refunded, once.
        OrderStatus.Failed or OrderStatus.Cancelled => order.Find(OrderEventKind.RefundRequested) is null
            ? new OrderDecision.Happens(OrderEventKind.RefundRequested)
            : OrderDecision.Nothing.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(order)),
    };

    static OrderDecision DecidePaymentFailed(Order order) => order.Status switch
    {
        OrderStatus.Reserved => Fail(FailureReason.PaymentDeclined),
        OrderStatus.Pending => Refuse(OrderRefusal.TooEarly),

        // A decline that arrives after the payment or after the end is stale.
        OrderStatus.Confirmed or OrderStatus.Failed or OrderStatus.Cancelled => OrderDecision.Nothing.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(order)),
    };

    static OrderDecision DecideCancel(Order order) => order.Status switch
    {
        OrderStatus.Pending or OrderStatus.Reserved => new OrderDecision.Happens(OrderEventKind.Cancelled),
        OrderStatus.Cancelled => OrderDecision.Nothing.Instance,
        OrderStatus.Confirmed or OrderStatus.Failed => Refuse(OrderRefusal.TooLate),
        _ => throw new ArgumentOutOfRangeException(nameof(order)),
    };

    static OrderDecision DecideExpire(Order order, DateTimeOffset now)
    {
        if (order.IsFinal) return OrderDecision.Nothing.Instance;
        return now >= order.ExpiresAt ? Fail(FailureReason.PaymentTimeout) : Refuse(OrderRefusal.NotExpired);
    }

    static OrderDecision DecideRefund(Order order)
    {
        if (order.Find(OrderEventKind.Refunded) is not null) return OrderDecision.Nothing.Instance;

        // A refund can be recorded only if it was requested.
        return order.Find(OrderEventKind.RefundRequested) is not null ? new OrderDecision.Happens(OrderEventKind.Refunded) : Refuse(OrderRefusal.TooEarly);
    }

    static OrderDecision.Happens Fail(FailureReason reason, ImmutableArray<Shortage> shortages = default) =>
        new(OrderEventKind.Failed, new OrderFailure { Reason = reason, Shortages = shortages.IsDefault ? [] : shortages });

    static OrderDecision.Refused Refuse(OrderRefusal reason) => new(reason);
}

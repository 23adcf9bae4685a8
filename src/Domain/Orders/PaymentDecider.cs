namespace OrleansOrders.Domain;

/// <summary>
/// The rules of a payment worker: pure. It asks the order before it moves money, and applies what the gateway said to the order, which may have
/// ended meanwhile.
/// </summary>
public static class PaymentDecider
{
    /// <summary>What a request for the money of <paramref name="order"/> leads to at <paramref name="now"/>.</summary>
    public static PaymentStep Collect(Order order, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order.Status switch
        {
            OrderStatus.Pending => PaymentStep.Wait,

            // Past the deadline its expiry ends the order. Only then its key is closed: a clock that is ahead must not have the charges of other workers declined.
            OrderStatus.Reserved => now < order.ExpiresAt ? PaymentStep.Charge : PaymentStep.Wait,
            OrderStatus.Confirmed => PaymentStep.Repeat,
            OrderStatus.Failed or OrderStatus.Cancelled => PaymentStep.Void,
            _ => throw new ArgumentOutOfRangeException(nameof(order)),
        };
    }

    /// <summary>What the order is told once its key is closed; null: nothing. <paramref name="paid"/> says whether a charge had succeeded before.</summary>
    public static OrderCommand? AfterVoid(Order order, bool paid)
    {
        ArgumentNullException.ThrowIfNull(order);

        // The process that recorded the refund may have died before it asked for it, and a gateway may have forgotten the charge.
        if (paid || OwesRefund(order)) return new OrderCommand.PaymentSucceeded(order.Content.Total);

        // Whoever wrote the refusal may not have lived to tell the items and to announce it.
        return order.Failure is { Reason: FailureReason.PaymentDeclined } ? new OrderCommand.PaymentFailed() : null;
    }

    /// <summary>Whether <paramref name="order"/> recorded that it owes a refund, given or not: only then may money go back.</summary>
    public static bool OwesRefund(Order order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order.Find(OrderEventKind.RefundRequested) is not null;
    }
}

/// <summary>What a payment worker has to do about an order whose money is asked for.</summary>
public enum PaymentStep
{
    /// <summary>Nothing yet: the order is not reserved, or its deadline has passed and it is about to expire.</summary>
    Wait,

    /// <summary>Take the money.</summary>
    Charge,

    /// <summary>Close the order's key, so that no charge can succeed any more; money that had moved is applied to the order.</summary>
    Void,

    /// <summary>It is paid: say so again.</summary>
    Repeat,
}

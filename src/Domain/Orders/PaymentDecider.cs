namespace OrleansOrders.Domain;

/// <summary>
/// The rules of the payment worker; pure. The worker reads the order before it moves money, and applies the gateway's outcome to the order,
/// which may have become final in the meantime.
/// </summary>
public static class PaymentDecider
{
    /// <summary>Decides a payment request for <paramref name="order"/> at <paramref name="now"/>.</summary>
    public static PaymentStep Collect(Order order, DateTimeOffset now) => order.Status switch
    {
        OrderStatus.Pending => PaymentStep.Wait,

        // Past the deadline the expiry ends the order. The key is closed only after that: a worker whose clock is ahead must not make
        // other workers' charges fail.
        OrderStatus.Reserved => now < order.ExpiresAt ? PaymentStep.Charge : PaymentStep.Wait,
        OrderStatus.Confirmed => PaymentStep.Repeat,
        OrderStatus.Failed or OrderStatus.Cancelled => PaymentStep.Void,
        _ => throw new ArgumentOutOfRangeException(nameof(order)),
    };

    /// <summary>
    /// The command to apply after the order's key is closed; null for none. <paramref name="paid"/> says whether a charge succeeded before.
    /// </summary>
    public static OrderCommand? AfterVoid(Order order, bool paid)
    {
        // The process that recorded the refund may have crashed before it requested it, and a gateway may have lost the charge.
        if (paid || OwesRefund(order)) return new OrderCommand.PaymentSucceeded(order.Content.Total);

        // The process that recorded the decline may have crashed before it released the items and announced the failure.
        return order.Failure is { Reason: FailureReason.PaymentDeclined } ? new OrderCommand.PaymentFailed() : null;
    }

    /// <summary>Whether <paramref name="order"/> has recorded a refund as owed, paid out or not. Money may be refunded only then.</summary>
    public static bool OwesRefund(Order order) => order.Find(OrderEventKind.RefundRequested) is not null;
}

/// <summary>The next step of the payment worker for an order.</summary>
public enum PaymentStep
{
    /// <summary>None yet: the order is not reserved, or its deadline has passed and it is about to expire.</summary>
    Wait,

    /// <summary>Charge the order's total.</summary>
    Charge,

    /// <summary>
    /// Close the order's key, so that no charge can succeed any more; an earlier successful charge is applied to the order.
    /// </summary>
    Void,

    /// <summary>The order is paid: announce it again.</summary>
    Repeat,
}

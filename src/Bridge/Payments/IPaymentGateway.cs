namespace OrleansOrders.Bridge;

/// <summary>
/// The port to a payment service. The order id is the idempotency key: however often the same charge or refund is asked for, the money moves
/// once and the answer is the same. An exception means that the outcome is unknown: ask again.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>Takes the order's total.</summary>
    Task<PaymentOutcome> Charge(Payment payment, CancellationToken cancellationToken);

    /// <summary>Gives the order's total back.</summary>
    Task Refund(Payment payment, CancellationToken cancellationToken);
}

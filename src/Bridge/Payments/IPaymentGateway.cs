using OrleansOrders.Domain;

namespace OrleansOrders.Bridge;

/// <summary>
/// The port to a payment service. The order id is the idempotency key: however often the same charge or refund is asked for, the money moves
/// once and the answer is the same. Any exception means that the outcome is unknown.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>Takes the order's total.</summary>
    Task<PaymentOutcome> Charge(Payment payment, CancellationToken cancellationToken);

    /// <summary>What became of the order's charge; null while the service knows of none. Moves no money.</summary>
    Task<PaymentOutcome?> Find(Payment payment, CancellationToken cancellationToken);

    /// <summary>Gives the order's total back.</summary>
    Task Refund(Payment payment, CancellationToken cancellationToken);
}

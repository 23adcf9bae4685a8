using OrleansOrders.Domain;

namespace OrleansOrders.Bridge;

/// <summary>
/// The port to a payment service. The order id is the idempotency key: however often the same is asked for, the money moves once and the answer is the
/// same. Any exception means that the outcome is unknown, and the same call is made again.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>Takes the order's total. Declined where the key is closed.</summary>
    Task<PaymentOutcome> Charge(Payment payment, CancellationToken cancellationToken);

    /// <summary>
    /// Closes the key: no charge succeeds from then on, one that is still under way included. Answers what became of a charge before; null where there was
    /// none.
    /// </summary>
    Task<PaymentOutcome?> Void(Payment payment, CancellationToken cancellationToken);

    /// <summary>Gives the order's total back.</summary>
    Task Refund(Payment payment, CancellationToken cancellationToken);
}

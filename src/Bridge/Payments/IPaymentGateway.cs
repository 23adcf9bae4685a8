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

/// <summary>One order's payment.</summary>
/// <param name="OrderId">The order: the idempotency key.</param>
/// <param name="Total">What is to be paid.</param>
/// <param name="Token">The payment service's token for the means of payment; never card data.</param>
public sealed record Payment(OrderId OrderId, Money Total, string? Token);

/// <summary>What the payment service said.</summary>
/// <param name="DeclineReason">Null: paid. Otherwise why it was refused, as a stable code.</param>
public readonly record struct PaymentOutcome(string? DeclineReason)
{
    /// <summary>The code of a refusal whose reason the service does not say.</summary>
    public const string Declined = "declined";

    /// <summary>Whether the money moved.</summary>
    public bool Paid => DeclineReason is null;

    /// <summary>How often the service says so: services do answer twice.</summary>
    public int Answers { get; init; } = 1;
}

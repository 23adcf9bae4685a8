namespace OrleansOrders.Bridge;

/// <summary>
/// The port to a payment service. The order id is the idempotency key: however often a call is repeated, the money moves once and the
/// outcome is the same. After any exception the outcome is unknown, and the call is repeated.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>Charges the order's total. Declined if the key is closed.</summary>
    Task<PaymentOutcome> Charge(Payment payment, CancellationToken cancellationToken);

    /// <summary>
    /// Closes the key: no charge succeeds from then on, including one in progress. Returns the outcome of an earlier charge; null if there
    /// was none.
    /// </summary>
    Task<PaymentOutcome?> Void(Payment payment, CancellationToken cancellationToken);

    /// <summary>Refunds the order's total.</summary>
    Task Refund(Payment payment, CancellationToken cancellationToken);
}

/// <summary>The payment of one order.</summary>
/// <param name="OrderId">The order's id, used as idempotency key.</param>
/// <param name="Total">The amount to pay.</param>
/// <param name="Token">The payment service's token for the means of payment; never card data.</param>
public sealed record Payment(OrderId OrderId, Money Total, string? Token);

/// <summary>The payment service's outcome.</summary>
/// <param name="DeclineReason">Null: paid. Otherwise the reason of the decline, as a stable code.</param>
public readonly record struct PaymentOutcome(string? DeclineReason)
{
    /// <summary>The code of a decline for which the service gives no reason.</summary>
    public const string Declined = "declined";

    /// <summary>Whether the money moved.</summary>
    public bool Paid => DeclineReason is null;

    /// <summary>How often the service sends the outcome: payment services may send duplicates.</summary>
    public int Answers { get; init; } = 1;
}

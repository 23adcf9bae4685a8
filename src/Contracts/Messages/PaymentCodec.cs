namespace OrleansOrders.Contracts;

/// <summary>A payment service's outcome for an order; the routing key says which outcome it is.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Amount">The amount moved; null if the service does not state it.</param>
public sealed record PaymentResult(OrderId OrderId, Money? Amount);

/// <summary><c>payment.succeeded</c>, <c>payment.failed</c>, <c>payment.refunded</c>: written by the simulated gateway's worker, read from any service.</summary>
public static class PaymentCodec
{
    static readonly string[] Amount = ["amount", "total_amount"];

    /// <summary>
    /// Reads only the fields that decide. Informative fields (a reason, the service's own id, a time) are ignored, so that an error in them
    /// cannot stop a payment. An amount requires a currency.
    /// </summary>
    public static Parsed<PaymentResult> Parse(ReadOnlyMemory<byte> body) => Parsed.Of(body, static fields =>
    {
        var orderId = fields.Id<OrderId>(true, "order_id");
        var currency = fields.Currency(fields.Has(Amount));
        var amount = fields.Amount(false, currency, Money.MaxTotal, Amount);
        if (orderId is null) return null;
        var moved = amount is { } units && currency is { } of && Money.TryCreateTotal(units, of, out var money) ? money : (Money?)null;
        return new PaymentResult(orderId.Value, moved);
    });

    /// <summary>The payment succeeded.</summary>
    public static OutgoingMessage Succeeded(OrderId orderId, Money amount, DateTimeOffset at, CustomerId? customerId = null) =>
        Encode(RoutingKeys.PaymentSucceeded, orderId, amount, null, at, customerId);

    /// <summary>The payment was declined permanently, for <paramref name="reason"/>.</summary>
    public static OutgoingMessage Failed(OrderId orderId, Money amount, string reason, DateTimeOffset at, CustomerId? customerId = null) =>
        Encode(RoutingKeys.PaymentFailed, orderId, amount, reason, at, customerId);

    /// <summary>The money was refunded.</summary>
    public static OutgoingMessage Refunded(OrderId orderId, Money amount, DateTimeOffset at, CustomerId? customerId = null) =>
        Encode(RoutingKeys.PaymentRefunded, orderId, amount, null, at, customerId);

    // The id depends only on order and outcome: an order is paid once and refunded once.
    static OutgoingMessage Encode(string type, OrderId orderId, Money amount, string? reason, DateTimeOffset at, CustomerId? customerId) => new()
    {
        Exchange = Exchanges.PaymentEvents,
        RoutingKey = type,
        MessageId = $"{orderId}:{type}",
        Type = type,
        CorrelationId = orderId.Value,
        Body = JsonWriting.Object((orderId, amount, reason, at, customerId), static (json, payment) =>
        {
            json.WriteString("order_id", payment.orderId.Value);
            if (payment.customerId is { } customer) json.WriteString("customer_id", customer.Value);
            json.WriteAmount("amount", payment.amount.Amount, payment.amount.Currency);
            json.WriteString("currency", payment.amount.Currency.Code);
            if (payment.reason is { } text) json.WriteString("reason", text);
            json.WriteInstant("at", payment.at);
        }),
        Timestamp = at,
    };
}

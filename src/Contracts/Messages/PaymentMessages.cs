using OrleansOrders.Domain;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Contracts;

/// <summary>A payment to charge (<c>inventory.reserved</c>) or to refund (<c>payment.refund_requested</c>).</summary>
public sealed record PaymentRequest
{
    public required OrderId OrderId { get; init; }

    public required CustomerId CustomerId { get; init; }

    public required Money Total { get; init; }

    public string? PaymentToken { get; init; }

    /// <summary>The order's deadline for the payment.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A payment service's outcome for an order; the routing key says which outcome it is.</summary>
public sealed record PaymentResult
{
    public required OrderId OrderId { get; init; }

    /// <summary>
    /// The amount moved, in major units of <see cref="Currency"/>, if the service states it. Requires <see cref="Currency"/>.
    /// </summary>
    public decimal? Amount { get; init; }

    public Currency? Currency { get; init; }
}

/// <summary>Encodes payment outcomes. The id depends only on order and outcome: an order is paid once and refunded once.</summary>
public static class PaymentCodec
{
    /// <summary>The payment succeeded.</summary>
    public static OutgoingMessage Succeeded(OrderId orderId, Money amount, DateTimeOffset at, CustomerId? customerId = null) =>
        Encode(RoutingKeys.PaymentSucceeded, orderId, amount, null, at, customerId);

    /// <summary>The payment was declined permanently, for <paramref name="reason"/>.</summary>
    public static OutgoingMessage Failed(OrderId orderId, Money amount, string reason, DateTimeOffset at, CustomerId? customerId = null) =>
        Encode(RoutingKeys.PaymentFailed, orderId, amount, reason, at, customerId);

    /// <summary>The money was refunded.</summary>
    public static OutgoingMessage Refunded(OrderId orderId, Money amount, DateTimeOffset at, CustomerId? customerId = null) =>
        Encode(RoutingKeys.PaymentRefunded, orderId, amount, null, at, customerId);

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

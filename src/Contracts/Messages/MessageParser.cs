using System.Collections.Immutable;
using OrleansOrders.Domain;

namespace OrleansOrders.Contracts;

/// <summary>
/// Parses every message that is not an order, with the error texts of <see cref="OrderParser"/>. Never throws, whatever the bytes. Keeps no
/// reference to the body. Ignores unknown fields.
/// </summary>
public static class MessageParser
{
    static readonly string[] Amount = ["amount", "total_amount"];

    /// <summary>
    /// <c>payment.succeeded</c>, <c>payment.failed</c>, <c>payment.refunded</c>. Only the fields that decide are read. Informative fields
    /// (a reason, the service's own id, a time) are ignored, so that an error in them cannot stop a payment.
    /// </summary>
    public static MessageParse<PaymentResult> ParsePaymentResult(ReadOnlyMemory<byte> body) => Parse(body, static fields =>
    {
        var orderId = fields.Id<OrderId>(true, "order_id");
        var currency = fields.Currency(fields.Has(Amount));
        var amount = fields.Amount(false, currency, Money.MaxTotal, Amount);
        return orderId is null ? null : new PaymentResult { OrderId = orderId.Value, Amount = amount, Currency = currency };
    });

    /// <summary><c>inventory.reserved</c>, <c>payment.refund_requested</c>.</summary>
    public static MessageParse<PaymentRequest> ParsePaymentRequest(ReadOnlyMemory<byte> body) => Parse(body, static fields =>
    {
        var orderId = fields.Id<OrderId>(true, "order_id");
        var customerId = fields.Id<CustomerId>(true, "customer_id");
        var currency = fields.Currency(true);
        var amount = fields.Amount(true, currency, Money.MaxTotal, "total_amount");
        var token = fields.Text(OrderParser.MaxTokenLength, "payment_token");
        var expiresAt = fields.Instant("expires_at");
        if (orderId is null || customerId is null || currency is null || amount is null) return null;
        return !Money.TryCreateTotal(amount.Value, currency.Value, out var total) ? null : new PaymentRequest
        {
            OrderId = orderId.Value, CustomerId = customerId.Value, Total = total, PaymentToken = token, ExpiresAt = expiresAt,
        };
    });

    /// <summary><c>order.cancel_requested</c>, <c>order.expiry_due</c>: the order's id.</summary>
    public static MessageParse<OrderId> ParseOrderRequest(ReadOnlyMemory<byte> body) => ParseOne(body, static fields => fields.Id<OrderId>(true, "order_id"));

    /// <summary>A count, <c>{"available": n}</c>: the available units.</summary>
    public static MessageParse<long> ParseStockCount(ReadOnlyMemory<byte> body) =>
        ParseOne(body, static fields => fields.Integer(true, 0, StockDecider.MaxUnits, "available"));

    /// <summary>
    /// <c>inventory.adjusted</c>. <paramref name="fallbackId"/> is the id if the body has none. If <paramref name="knownSku"/> is given,
    /// the body may omit the SKU and must not contradict it.
    /// </summary>
    public static MessageParse<StockAdjustment> ParseStockAdjustment(ReadOnlyMemory<byte> body, AdjustmentId? fallbackId, Sku? knownSku = null) =>
        Parse(body, fields =>
        {
            var sku = fields.Id<Sku>(knownSku is null, OrderSpellings.Sku);
            if (sku is not null && knownSku is not null && sku != knownSku) fields.Fail("sku", FieldErrorCodes.Conflict, "says something else than the address");
            var delta = fields.Integer(true, -StockDecider.MaxUnits, StockDecider.MaxUnits, "delta");
            if (delta is 0) fields.Fail("delta", FieldErrorCodes.OutOfRange, "must not be 0");
            var id = fields.Has("adjustment_id") || fallbackId is null ? fields.Id<AdjustmentId>(true, "adjustment_id") : fallbackId;
            return (sku ?? knownSku) is { } item && delta is not null && id is not null ? new StockAdjustment(item, id.Value, delta.Value) : null;
        });

    static MessageParse<T> ParseOne<T>(ReadOnlyMemory<byte> body, Func<FieldReader, T?> read)
        where T : struct
    {
        var errors = new ErrorList();
        using var document = JsonBody.Open(body, errors);
        var value = document is null ? null : read(new FieldReader(document.RootElement, "", -1, errors));
        return value is not null && errors.IsEmpty ? new MessageParse<T>.Valid(value.Value) : new MessageParse<T>.Invalid(errors.ToImmutable());
    }

    static MessageParse<T> Parse<T>(ReadOnlyMemory<byte> body, Func<FieldReader, T?> read)
        where T : class
    {
        var errors = new ErrorList();
        using var document = JsonBody.Open(body, errors);
        var value = document is null ? null : read(new FieldReader(document.RootElement, "", -1, errors));
        return value is not null && errors.IsEmpty ? new MessageParse<T>.Valid(value) : new MessageParse<T>.Invalid(errors.ToImmutable());
    }
}

/// <summary>The result of parsing a body as a <typeparamref name="T"/>. The set is closed.</summary>
public abstract record MessageParse<T>
{
    MessageParse() { }

    /// <summary>A valid message.</summary>
    public sealed record Valid(T Value) : MessageParse<T>;

    /// <summary>Not a valid message, with every wrong field; never empty.</summary>
    public sealed record Invalid(ImmutableArray<FieldError> Errors) : MessageParse<T>;
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

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

    /// <summary>The money goes back to the customer.</summary>
    public bool IsRefund { get; init; }
}

/// <summary>
/// The facts of orders as messages. Pure: the same fact of the same order gives the same bytes under the same id, even after the order has
/// moved on. <c>docs/orders.md</c> describes the body, which has the same format for every kind apart from the payment token.
/// <see cref="OrderParser"/> reads it as an order.
/// </summary>
public static class FactCodec
{
    /// <summary>The message of <paramref name="fact"/>, which must be a fact of <paramref name="order"/>.</summary>
    public static OutgoingMessage Encode(Order order, Fact fact)
    {
        if (fact.OrderId != order.Id || fact.Version < 1 || fact.Version > order.Version) throw new ArgumentException("Not a fact of this order.", nameof(fact));
        var (exchange, type) = RouteOf(fact.Kind);
        return new()
        {
            Exchange = exchange,
            RoutingKey = fact.Kind is FactKind.OrderPlaced ? RoutingKeys.OrderPlacedIn(LowerCode(order.Content.Total.Currency)) : type,
            MessageId = string.Create(CultureInfo.InvariantCulture, $"{order.Id}:{fact.Version}:{type}"),
            Type = type,
            CorrelationId = order.Id.Value,
            Body = JsonWriting.Object((order, fact), static (json, of) => Write(json, of.order, of.fact)),
            Timestamp = fact.At,
        };
    }

    /// <summary>Reads the body of a fact as a request to a payment service.</summary>
    public static Parsed<PaymentRequest> ParseRequest(ReadOnlyMemory<byte> body, bool isRefund) => Parsed.Of(body, fields =>
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
            OrderId = orderId.Value, CustomerId = customerId.Value, Total = total, PaymentToken = token, ExpiresAt = expiresAt, IsRefund = isRefund,
        };
    });

    // The type is also the routing key, except for a placed order.
    internal static (string Exchange, string Type) RouteOf(FactKind kind) => kind switch
    {
        FactKind.OrderPlaced => (Exchanges.OrderEvents, RoutingKeys.OrderPlaced),
        FactKind.InventoryReserved => (Exchanges.InventoryEvents, RoutingKeys.InventoryReserved),
        FactKind.InventoryFailed => (Exchanges.InventoryEvents, RoutingKeys.InventoryFailed),
        FactKind.InventoryReleased => (Exchanges.InventoryEvents, RoutingKeys.InventoryReleased),
        FactKind.OrderConfirmed => (Exchanges.OrderEvents, RoutingKeys.OrderConfirmed),
        FactKind.OrderFailed => (Exchanges.OrderEvents, RoutingKeys.OrderFailed),
        FactKind.OrderCancelled => (Exchanges.OrderEvents, RoutingKeys.OrderCancelled),
        FactKind.PaymentRefundRequested => (Exchanges.PaymentEvents, RoutingKeys.PaymentRefundRequested),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    static void Write(Utf8JsonWriter json, Order order, Fact fact)
    {
        var content = order.Content;
        var currency = content.Total.Currency;

        // Events after the fact must not influence its message.
        var known = order.History.AsSpan(0, fact.Version);
        json.WriteString("order_id", order.Id.Value);
        json.WriteString("customer_id", content.CustomerId.Value);
        json.WriteString("status", EnumNames.Of(StatusAfter(known)));
        json.WriteNumber("version", fact.Version);
        json.WriteString("currency", currency.Code);
        json.WriteAmount("total_amount", content.Total.Amount, currency);
        if (content.PaymentToken is { } token && IsForMoney(fact.Kind)) json.WriteString("payment_token", token);
        if (content.Lines.IsEmpty) json.WriteAmount("amount", content.Total.Amount, currency);
        else WriteLines(json, content.Lines, currency);
        if (FailureIn(known) is { } failure) WriteFailure(json, failure);
        json.WriteInstant("expires_at", order.ExpiresAt);
        json.WriteInstant("at", fact.At);
    }

    // The payment token is only for messages to the payment service; anyone may subscribe to the others.
    static bool IsForMoney(FactKind kind) => kind is FactKind.InventoryReserved or FactKind.PaymentRefundRequested;

    static void WriteLines(Utf8JsonWriter json, ImmutableArray<OrderLine> lines, Currency currency)
    {
        json.WriteStartArray("items");
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("sku", line.Sku.Value);
            json.WriteNumber("quantity", line.Quantity.Units);
            json.WriteAmount("price", line.Price, currency);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void WriteFailure(Utf8JsonWriter json, OrderFailure failure)
    {
        json.WriteStartObject("failure");
        json.WriteString("reason", EnumNames.Of(failure.Reason));
        json.WriteStartArray("shortages");
        foreach (var shortage in failure.Shortages)
        {
            json.WriteStartObject();
            json.WriteString("sku", shortage.Sku.Value);
            json.WriteNumber("wanted", shortage.Wanted);
            json.WriteNumber("available", shortage.Available);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static OrderStatus StatusAfter(ReadOnlySpan<OrderEvent> known)
    {
        for (var i = known.Length - 1; i >= 0; i--)
        {
            if (Order.StatusAfter(known[i].Kind) is { } status) return status;
        }

        throw new ArgumentException("The history must begin with an event that sets a status.", nameof(known));
    }

    static OrderFailure? FailureIn(ReadOnlySpan<OrderEvent> known)
    {
        foreach (var e in known)
        {
            if (e.Failure is not null) return e.Failure;
        }

        return null;
    }

    static string LowerCode(Currency currency) => string.Create(3, currency.Code, static (target, code) => code.AsSpan().ToLowerInvariant(target));
}

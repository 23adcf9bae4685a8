using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using OrleansOrders.Domain;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Contracts;

/// <summary>
/// Encodes the facts of orders as messages. Pure: the same fact of the same order gives the same bytes under the same id, even after the
/// order has moved on. <c>docs/orders.md</c> describes the body, which has the same format for every kind apart from the payment token.
/// </summary>
public static class FactCodec
{
    /// <summary>The message of <paramref name="fact"/>, which must be a fact of <paramref name="order"/>.</summary>
    public static OutgoingMessage Encode(Order order, Fact fact)
    {
        if (fact.OrderId != order.Id || fact.Version < 1 || fact.Version > order.Version) throw new ArgumentException("Not a fact of this order.", nameof(fact));
        var route = FactRoute.Of(fact.Kind);
        return new()
        {
            Exchange = route.Exchange,
            RoutingKey = fact.Kind is FactKind.OrderPlaced ? RoutingKeys.OrderPlacedIn(LowerCode(order.Content.Total.Currency)) : route.Type,
            MessageId = string.Create(CultureInfo.InvariantCulture, $"{order.Id}:{fact.Version}:{route.Type}"),
            Type = route.Type,
            CorrelationId = order.Id.Value,
            Body = JsonWriting.Object((order, fact), static (json, of) => Write(json, of.order, of.fact)),
            Timestamp = fact.At,
        };
    }

    static void Write(Utf8JsonWriter json, Order order, Fact fact)
    {
        var content = order.Content;
        var currency = content.Total.Currency;

        // Events after the fact must not influence its message.
        var known = order.History.AsSpan(0, fact.Version);
        json.WriteString("order_id", order.Id.Value);
        json.WriteString("customer_id", content.CustomerId.Value);
        json.WriteString("status", EnumNames<OrderStatus>.Of(StatusAfter(known)));
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
        json.WriteString("reason", EnumNames<FailureReason>.Of(failure.Reason));
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

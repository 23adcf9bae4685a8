using OrleansOrders.Domain;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Contracts;

/// <summary>Encodes requests to an order. The id depends only on order and request, so a repeat is the same request.</summary>
public static class RequestCodec
{
    /// <summary>The customer cancels.</summary>
    public static OutgoingMessage Cancel(OrderId orderId, DateTimeOffset at) => Encode(RoutingKeys.OrderCancelRequested, orderId, at);

    /// <summary>The deadline has passed.</summary>
    public static OutgoingMessage Expiry(OrderId orderId, DateTimeOffset at) => Encode(RoutingKeys.OrderExpiryDue, orderId, at);

    static OutgoingMessage Encode(string type, OrderId orderId, DateTimeOffset at) => new()
    {
        Exchange = Exchanges.OrderEvents,
        RoutingKey = type,
        MessageId = $"{orderId}:{type}",
        Type = type,
        CorrelationId = orderId.Value,
        Body = JsonWriting.Object((orderId, at), static (json, request) =>
        {
            json.WriteString("order_id", request.orderId.Value);
            json.WriteInstant("at", request.at);
        }),
        Timestamp = at,
    };
}

namespace OrleansOrders.Contracts;

/// <summary>A body that names an order and nothing else.</summary>
public sealed record OrderReference(OrderId OrderId);

/// <summary>Requests to an order: <c>order.cancel_requested</c>, <c>order.expiry_due</c>. The id depends only on order and request, so a repeat is the same request.</summary>
public static class RequestCodec
{
    /// <summary>Reads the order's id.</summary>
    public static Parsed<OrderReference> Parse(ReadOnlyMemory<byte> body) =>
        Parsed.Of(body, static fields => fields.Id<OrderId>(true, "order_id") is { } id ? new OrderReference(id) : null);

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

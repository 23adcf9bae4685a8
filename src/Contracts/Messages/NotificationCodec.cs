namespace OrleansOrders.Contracts;

/// <summary>
/// Encodes a notification of a customer as a message, with the body that HTTP shows. Pure: the same event gives the same bytes under the
/// same id, which is the id of the event's own message.
/// </summary>
public static class NotificationCodec
{
    /// <summary>
    /// The notification of <paramref name="e"/>, which must be an event of <paramref name="order"/>; null if its kind is not notified.
    /// </summary>
    public static OutgoingMessage? Encode(Order order, OrderEvent e)
    {
        if (Of(order, e) is not { } message) return null;
        var content = order.Content;
        return message with
        {
            Exchange = Exchanges.Notifications,
            RoutingKey = RoutingKeys.ClientOrder(content.CustomerId.Value, order.Id.Value),
            Body = JsonWriting.Object((content, message, e), static (json, told) =>
            {
                json.WriteString("id", told.message.MessageId);
                json.WriteString("customer_id", told.content.CustomerId.Value);
                json.WriteString("order_id", told.content.OrderId.Value);
                json.WriteString("kind", told.message.Type);
                json.WritePropertyName("body");
                json.WriteRawValue(told.message.Body.Span, skipInputValidation: true);
                json.WriteInstant("at", told.e.At);
            }),
        };
    }

    // The event's own message has the same body.
    static OutgoingMessage? Of(Order order, OrderEvent e) => e.Kind switch
    {
        OrderEventKind.Confirmed => OfFact(order, e, FactKind.OrderConfirmed),
        OrderEventKind.Failed => OfFact(order, e, FactKind.OrderFailed),
        OrderEventKind.Cancelled => OfFact(order, e, FactKind.OrderCancelled),
        OrderEventKind.Refunded => PaymentCodec.Refunded(order.Id, order.Content.Total, e.At, order.Content.CustomerId),
        OrderEventKind.Placed or OrderEventKind.Reserved or OrderEventKind.RefundRequested => null,
        _ => throw new ArgumentOutOfRangeException(nameof(e)),
    };

    static OutgoingMessage OfFact(Order order, OrderEvent e, FactKind kind) => FactCodec.Encode(order, new Fact(order.Id, e.Version, kind, e.At));
}

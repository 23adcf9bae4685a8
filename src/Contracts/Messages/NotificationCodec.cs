using OrleansOrders.Domain;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Contracts;

/// <summary>
/// Writes what a customer is told of an order as a message for whoever listens for the customer, in the shape in which HTTP shows it. Pure: the same event
/// gives the same bytes under the same id, which is that of the event's own message.
/// </summary>
public static class NotificationCodec
{
    /// <summary>The message that tells the customer of <paramref name="e"/>, an event of <paramref name="order"/>'s own; null where customers are not told of its kind.</summary>
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

    // Each has its own message too, with this very body.
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

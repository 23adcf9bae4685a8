using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.Messaging;

namespace OrleansOrders.Bridge;

/// <summary>Writes a notification as a message for whoever listens for a customer, in the shape in which HTTP shows it.</summary>
static class NotificationCodec
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Under the event's id: telling it again is the same message.</summary>
    public static OutgoingMessage Encode(Notification notification) => new()
    {
        Exchange = Exchanges.Notifications,
        RoutingKey = RoutingKeys.ClientOrder(notification.CustomerId.Value, notification.OrderId.Value),
        MessageId = notification.EventId,
        Type = notification.Kind,
        CorrelationId = notification.OrderId.Value,
        Body = Body(notification),
        Timestamp = notification.At,
    };

    static ReadOnlyMemory<byte> Body(Notification notification)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + notification.Body.Length);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("id", notification.EventId);
            json.WriteString("customer_id", notification.CustomerId.Value);
            json.WriteString("order_id", notification.OrderId.Value);
            json.WriteString("kind", notification.Kind);
            json.WritePropertyName("body");
            JsonElement.Parse(notification.Body.Span).WriteTo(json);
            json.WriteString("at", UtcText.Of(notification.At));
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}

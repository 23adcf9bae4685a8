using System.Text.Json;
using RabbitMQ.Client;

namespace OrleansOrders.Testing;

/// <summary>Publishes like an external program: raw bytes, persistent, confirmed, and an error if no queue receives the message.</summary>
public sealed class OutsideProducer(BrokerClient broker)
{
    public const string OrderEvents = "order_events";
    public const string InventoryEvents = "inventory_events";
    public const string PaymentEvents = "payment_events";
    public const string NewOrders = "new_orders_exchange";

    public Task PublishAsync(string exchange, string routingKey, object body, string? messageId = null) =>
        PublishBytesAsync(exchange, routingKey, JsonSerializer.SerializeToUtf8Bytes(body), messageId);

    public Task PublishBytesAsync(string exchange, string routingKey, byte[] body, string? messageId = null)
    {
        var properties = new BasicProperties { ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent };
        if (messageId is not null) properties.MessageId = messageId;
        return SendAsync(exchange, routingKey, body, properties);
    }

    /// <summary>Publishes to a queue directly, with the system's headers for its origin.</summary>
    public Task PublishPastAsync(string queue, string exchange, string routingKey, object body, string messageId) => SendAsync("", queue, JsonSerializer.SerializeToUtf8Bytes(body), new()
    {
        ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent, MessageId = messageId,
        Headers = new Dictionary<string, object?> { ["x-origin-exchange"] = exchange, ["x-origin-routing-key"] = routingKey },
    });

    /// <summary>The same message again, with the same bytes, id and headers.</summary>
    public Task RepublishAsync(BrokerMessage message) => SendAsync(message.Exchange, message.RoutingKey, message.Body, message.Properties);

    async Task SendAsync(string exchange, string routingKey, byte[] body, BasicProperties properties) =>
        await (await broker.ChannelAsync()).BasicPublishAsync(exchange, routingKey, mandatory: true, properties, body);
}

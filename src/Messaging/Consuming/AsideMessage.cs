using System.Globalization;
using RabbitMQ.Client;

namespace OrleansOrders.Messaging;

/// <summary>The copies under which a message is set aside: to be tried again, or for good.</summary>
internal static class AsideMessage
{
    public static RawMessage Retry(InboundMessage message, TimeSpan delay)
    {
        var delivery = message.Delivery;
        var properties = Copy(message);
        properties.Headers![MessageHeaders.Attempt] = delivery.Attempt + 1;
        properties.Expiration = ((long)delay.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        return new(Exchanges.Default, Queues.Retry(delivery.Queue, delivery.Attempt), properties, delivery.Body);
    }

    public static RawMessage DeadLetter(InboundMessage message, string reason, string error, DateTimeOffset now)
    {
        var delivery = message.Delivery;
        var properties = Copy(message);
        var headers = properties.Headers!;
        headers[MessageHeaders.Reason] = ErrorText.OneLine(reason);
        headers[MessageHeaders.Error] = ErrorText.OneLine(error);
        headers[MessageHeaders.OriginQueue] = delivery.Queue;
        headers[MessageHeaders.Attempts] = delivery.Attempt;
        headers[MessageHeaders.DeadLetterId] = Guid.CreateVersion7(now).ToString("D");
        headers[MessageHeaders.DeadAt] = now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        return new(Exchanges.Default, Queues.DeadLetters, properties, delivery.Body);
    }

    static BasicProperties Copy(InboundMessage message)
    {
        var properties = new BasicProperties(message.Properties)
        {
            DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?>(message.Delivery.Headers)
            {
                [MessageHeaders.OriginExchange] = message.Delivery.Exchange,
                [MessageHeaders.OriginRoutingKey] = message.Delivery.RoutingKey,
            },
        };
        // A producer's own expiry must not end what is set aside, and the broker refuses the name of a user who is not the publisher.
        properties.ClearExpiration();
        properties.ClearUserId();
        return properties;
    }
}

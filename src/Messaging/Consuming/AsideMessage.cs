using System.Globalization;
using RabbitMQ.Client;

namespace OrleansOrders.Messaging;

/// <summary>The copies under which a message is set aside: to be tried again, or for good.</summary>
internal static class AsideMessage
{
    public static RawMessage Retry(InboundMessage message, TimeSpan delay) =>
        To(Queues.Retry(message.Delivery.Queue, delay), message, properties => properties.Headers![MessageHeaders.Attempt] = message.Delivery.Attempt + 1);

    public static RawMessage DeadLetter(InboundMessage message, string reason, string error, IUniqueIds ids, DateTimeOffset now)
    {
        // One id for the letter, however often it has to be published.
        var id = ids.Next(now).ToString("D");
        return To(Queues.DeadLetters, message, properties =>
        {
            var headers = properties.Headers!;
            headers[MessageHeaders.Reason] = ErrorText.OneLine(reason);
            headers[MessageHeaders.Error] = ErrorText.OneLine(error);
            headers[MessageHeaders.OriginQueue] = message.Delivery.Queue;
            headers[MessageHeaders.Attempts] = message.Delivery.Attempt;
            headers[MessageHeaders.DeadLetterId] = id;
            headers[MessageHeaders.DeadAt] = now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        });
    }

    static RawMessage To(string queue, InboundMessage message, Action<BasicProperties> mark)
    {
        var delivery = message.Delivery;
        return new(Exchanges.Default, queue, delivery.MessageId, delivery.CorrelationId ?? "", Properties, delivery.Body);

        BasicProperties Properties()
        {
            var properties = Copy(message);
            mark(properties);
            return properties;
        }
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

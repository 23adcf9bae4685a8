using System.Globalization;
using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// Creates the copy of a failed message for its retry or for the dead-letter queue. The transport's own headers come first: if there are
/// too many headers, the last ones are dropped.
/// </summary>
static class FailedMessage
{
    /// <param name="message">The original.</param>
    /// <param name="delay">How long the copy waits in its delay queue.</param>
    /// <param name="bare">Omits the producer's headers, for a message that cannot be sent with them.</param>
    public static RawMessage Retry(InboundMessage message, TimeSpan delay, bool bare = false)
    {
        var properties = Copy(message, bare, new()
        {
            [MessageHeaders.Attempt] = message.Delivery.Attempt + 1,
            [MessageHeaders.OriginExchange] = message.Delivery.Exchange,
            [MessageHeaders.OriginRoutingKey] = message.Delivery.RoutingKey,
        }).Properties;
        return To(BrokerNames.RetryQueue(message.Delivery.Queue, delay), message, properties);
    }

    /// <param name="message">The original.</param>
    /// <param name="reason">A stable code.</param>
    /// <param name="error">The reason in words. The parts omitted from the copy are listed with it.</param>
    /// <param name="id">The id of the dead letter, the same on every publish attempt.</param>
    /// <param name="now">Time at which the message was given up.</param>
    /// <param name="bare">Omits the producer's headers, for a message that cannot be sent with them.</param>
    public static RawMessage DeadLetter(InboundMessage message, string reason, string error, Guid id, DateTimeOffset now, bool bare = false)
    {
        var headers = new Dictionary<string, object?>
        {
            [MessageHeaders.DeadLetterId] = id.ToString("D"),
            [MessageHeaders.OriginQueue] = message.Delivery.Queue,
            [MessageHeaders.OriginExchange] = message.Delivery.Exchange,
            [MessageHeaders.OriginRoutingKey] = message.Delivery.RoutingKey,
            [MessageHeaders.Reason] = ErrorText.OneLine(reason),
            [MessageHeaders.Error] = ErrorText.OneLine(error),
            [MessageHeaders.Attempts] = message.Delivery.Attempt,
            [MessageHeaders.DeadAt] = now.UtcDateTime.ToString(MessageHeaders.InstantFormat, CultureInfo.InvariantCulture),
        };
        if (message.Delivery.Undecoded is { } envelope)
        {
            headers[MessageHeaders.Envelope] = Convert.ToBase64String(envelope.Bytes.Span);
            headers[MessageHeaders.EnvelopeSize] = envelope.Size;
        }

        var (properties, leftOut) = Copy(message, bare, headers);
        if (leftOut.Count > 0) headers[MessageHeaders.Error] = ErrorText.OneLine($"left out of this copy: {string.Join(", ", leftOut.Distinct())}; {error}");
        return To(BrokerNames.DeadLetterQueue, message, properties);
    }

    static RawMessage To(string queue, InboundMessage message, BasicProperties properties) => new(
        BrokerNames.DefaultExchange,
        queue,
        properties.MessageId,
        properties.CorrelationId ?? "",
        () => new BasicProperties(properties) { Headers = new Dictionary<string, object?>(properties.Headers!) },
        message.Delivery.Body);

    /// <summary>
    /// Copies the sendable properties and headers of the message, after <paramref name="headers"/>, and lists the names of the others.
    /// </summary>
    static (BasicProperties Properties, IReadOnlyList<string> LeftOut) Copy(InboundMessage message, bool bare, Dictionary<string, object?> headers)
    {
        var properties = new BasicProperties(message.Properties) { DeliveryMode = DeliveryModes.Persistent, Headers = headers };

        // A producer's expiration must not discard the copy, and the broker rejects a user id other than the publisher's.
        properties.ClearExpiration();
        properties.ClearUserId();
        var leftOut = SendableProperties.LeaveOut(properties);
        if (bare) leftOut.Add("headers");
        foreach (var (name, value) in message.Delivery.Headers)
        {
            if (name is MessageHeaders.Envelope or MessageHeaders.EnvelopeSize || (bare && name is not MessageHeaders.OriginalBody)) continue;
            if (SendableProperties.CanBeSent(name, value)) headers.TryAdd(name, value);
            else leftOut.Add("a header");
        }

        return (properties, leftOut);
    }
}

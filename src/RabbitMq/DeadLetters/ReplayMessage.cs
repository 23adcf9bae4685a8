using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>The copy under which a letter goes back to its queue: the message as it was first, with what was done to it in headers.</summary>
internal static class ReplayMessage
{
    static readonly HashSet<string> OfTheFormerDeath =
    [
        MessageHeaders.DeadLetterId, MessageHeaders.OriginQueue, MessageHeaders.Reason, MessageHeaders.Error, MessageHeaders.Attempts, MessageHeaders.DeadAt,
        MessageHeaders.Envelope, MessageHeaders.EnvelopeSize,
    ];

    /// <summary>Whether the body it had at first fits beside an edited one.</summary>
    public static bool KeepsOriginal(FoundLetter found) =>
        found.Letter.Body.Length <= MessageHeaders.MaxOriginalBody || found.Delivery.Headers.ContainsKey(MessageHeaders.OriginalBody);

    /// <param name="found">The letter.</param>
    /// <param name="by">Who asked.</param>
    /// <param name="editedBody">In place of its body.</param>
    /// <param name="bare">Without the producer's own headers, for a copy that cannot be sent with them.</param>
    public static RawMessage Of(FoundLetter found, string by, ReadOnlyMemory<byte>? editedBody, bool bare = false)
    {
        var letter = found.Letter;
        // Ours come first: of too many headers, those at the end are dropped on the way.
        var headers = new Dictionary<string, object?>
        {
            [MessageHeaders.Attempt] = 1,
            [MessageHeaders.OriginExchange] = letter.Exchange,
            [MessageHeaders.OriginRoutingKey] = letter.RoutingKey,
            [MessageHeaders.Replays] = letter.Replays < int.MaxValue ? letter.Replays + 1 : int.MaxValue,
            [MessageHeaders.ReplayedBy] = ErrorText.OneLine(by),
        };
        foreach (var (name, value) in found.Delivery.Headers)
        {
            if (!OfTheFormerDeath.Contains(name) && SendableProperties.CanBeSent(name, value) && (!bare || name == MessageHeaders.OriginalBody))
                headers.TryAdd(name, value);
        }

        var properties = new BasicProperties(found.Properties) { DeliveryMode = DeliveryModes.Persistent, Headers = headers };
        // An expiry must not lose it, and the broker refuses the name of a user who is not the publisher.
        properties.ClearExpiration();
        properties.ClearUserId();
        _ = SendableProperties.LeaveOut(properties);
        if (editedBody is not { } body)
            return To(letter, properties, letter.Body);

        // What was edited twice keeps what it was at first.
        headers.TryAdd(MessageHeaders.OriginalBody, Convert.ToBase64String(letter.Body.Span));
        properties.ContentType = "application/json";
        properties.ClearContentEncoding();
        return To(letter, properties, body);
    }

    static RawMessage To(DeadLetter letter, BasicProperties properties, ReadOnlyMemory<byte> body) => new(
        BrokerNames.DefaultExchange,
        letter.Queue!,
        properties.MessageId,
        properties.CorrelationId ?? "",
        () => new BasicProperties(properties) { Headers = new Dictionary<string, object?>(properties.Headers!) },
        body);
}

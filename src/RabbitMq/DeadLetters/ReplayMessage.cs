using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>Creates the copy that is sent back to the letter's queue: the original message, with the replay recorded in headers.</summary>
static class ReplayMessage
{
    static readonly HashSet<string> OfTheFormerDeath =
    [
        MessageHeaders.DeadLetterId, MessageHeaders.OriginQueue, MessageHeaders.Reason, MessageHeaders.Error, MessageHeaders.Attempts, MessageHeaders.DeadAt,
        MessageHeaders.Envelope, MessageHeaders.EnvelopeSize,
    ];

    /// <summary>Whether the original body fits beside an edited one.</summary>
    public static bool KeepsOriginal(FoundLetter found) =>
        found.Letter.Body.Length <= MessageHeaders.MaxOriginalBody || found.Delivery.Headers.ContainsKey(MessageHeaders.OriginalBody);

    /// <param name="found">The letter.</param>
    /// <param name="by">The requester.</param>
    /// <param name="editedBody">Replaces the body.</param>
    /// <param name="bare">Omits the producer's headers, for a message that cannot be sent with them.</param>
    public static RawMessage Of(FoundLetter found, string by, ReadOnlyMemory<byte>? editedBody, bool bare = false)
    {
        var letter = found.Letter;
        // The transport's own headers come first: if there are too many headers, the last ones are dropped.
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
        // An expiration must not discard the copy, and the broker rejects a user id other than the publisher's.
        properties.ClearExpiration();
        properties.ClearUserId();
        _ = SendableProperties.LeaveOut(properties);
        if (editedBody is not { } body) return To(letter, properties, letter.Body);

        // A letter that was edited twice keeps its original body.
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

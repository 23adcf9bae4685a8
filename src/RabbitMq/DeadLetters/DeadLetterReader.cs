using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>A letter found by a scan: its content, the original delivery, and its tag on the scan's channel.</summary>
sealed record FoundLetter(ulong Tag, IReadOnlyBasicProperties Properties, Delivery Delivery, DeadLetter Letter);

/// <summary>
/// Converts any message of the queue into a <see cref="DeadLetter"/>, including messages from other programs; never throws.
/// </summary>
static class DeadLetterReader
{
    // Header set by the broker on a message that it dead-lettered by its own rules.
    const string MovedFromExchange = "x-first-death-exchange";
    const string MovedFromQueue = "x-first-death-queue";
    const string MovedBecause = "x-first-death-reason";

    public static FoundLetter Read(
        ulong tag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        var delivery = InboundReader.Read(BrokerNames.DeadLetterQueue, exchange, routingKey, redelivered, properties, body);
        if (Text(delivery, MessageHeaders.OriginExchange) is null && Raw(properties, MovedFromExchange) is { } movedFrom)
            delivery = delivery with { Exchange = movedFrom };
        var letter = new DeadLetter
        {
            Id = DeadLetterId.Of(delivery),
            Queue = Text(delivery, MessageHeaders.OriginQueue) ?? Raw(properties, MovedFromQueue),
            Exchange = delivery.Exchange,
            RoutingKey = delivery.RoutingKey,
            MessageId = delivery.MessageId,
            CorrelationId = delivery.CorrelationId,
            Reason = delivery.Undecoded is not null ? DeadLetterReasons.UndecodableEnvelope : Text(delivery, MessageHeaders.Reason) ?? Raw(properties, MovedBecause) ?? DeadLetterReasons.Unknown,
            Error = delivery.Undecoded?.Error ?? Text(delivery, MessageHeaders.Error),
            Attempts = Count(delivery, MessageHeaders.Attempts),
            At = Instant(delivery),
            Replays = Count(delivery, MessageHeaders.Replays),
            ReplayedBy = Text(delivery, MessageHeaders.ReplayedBy),
            Body = delivery.Body,
            Envelope = delivery.Undecoded ?? Kept(delivery),
            Headers = ShownHeaders.Of(delivery.Headers),
        };
        return new(tag, properties, delivery, letter);
    }

    static string? Text(Delivery delivery, string header) => delivery.Headers.GetValueOrDefault(header) as string;

    static string? Raw(IReadOnlyBasicProperties properties, string header) =>
        properties.Headers?.TryGetValue(header, out var value) == true && value is byte[] text ? Encoding.UTF8.GetString(text) : null;

    static UndecodedEnvelope? Kept(Delivery delivery)
    {
        var text = Text(delivery, MessageHeaders.Envelope);
        if (text is null) return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? new(Count(delivery, MessageHeaders.EnvelopeSize), bytes.AsMemory(0, count)) : null;
    }

    static int Count(Delivery delivery, string header) => delivery.Headers.GetValueOrDefault(header) switch
    {
        int count and >= 0 => count,
        long and >= 0 and <= int.MaxValue and var count => (int)count,
        _ => 0,
    };

    static DateTimeOffset? Instant(Delivery delivery) =>
        DateTimeOffset.TryParse(Text(delivery, MessageHeaders.DeadAt), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}

using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using RabbitMQ.Client;

namespace OrleansOrders.Messaging;

/// <summary>Makes a <see cref="Delivery"/> of what the client hands over, whatever a producer put into it; never throws.</summary>
internal static class InboundReader
{
    // A larger foreign header could, with ours beside it, outgrow a frame when the message is set aside; the broker would close the connection.
    const int MaxForeignHeaderBytes = 16 * 1024;

    const int MaxOriginalBodyBytes = (MessageHeaders.MaxOriginalBody + 2) / 3 * 4;

    static readonly HashSet<string> NotCarried = new(StringComparer.OrdinalIgnoreCase)
    {
        Constants.PublishSequenceNumberHeader, "CC", "BCC", "x-first-death-exchange", "x-first-death-queue", "x-first-death-reason",
        "x-last-death-exchange", "x-last-death-queue", "x-last-death-reason", "x-delivery-count", "x-acquired-count",
    };

    public static Delivery Read(string queue, string exchange, string routingKey, bool redelivered, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        var headers = Headers(properties);
        var comesBack = exchange == Exchanges.Default && routingKey == queue;
        return new()
        {
            Queue = queue,
            Exchange = comesBack ? Text(headers, MessageHeaders.OriginExchange) ?? exchange : exchange,
            RoutingKey = comesBack ? Text(headers, MessageHeaders.OriginRoutingKey) ?? routingKey : routingKey,
            MessageId = properties.MessageId,
            Type = properties.Type,
            CorrelationId = properties.CorrelationId,
            Body = body.ToArray(),
            Headers = headers,
            Attempt = Attempt(headers),
            Redelivered = redelivered,
            Timestamp = Timestamp(properties),
        };
    }

    /// <summary>Scalars and text; tables and lists are the broker's own records, which would mislead on a copy.</summary>
    static Dictionary<string, object?> Headers(IReadOnlyBasicProperties properties)
    {
        var headers = new Dictionary<string, object?>();
        var size = 0;
        foreach (var (name, value) in properties.Headers ?? headers)
        {
            if (value is IDictionary or IList and not byte[] || value is BinaryTableValue || NotCarried.Contains(name))
                continue;
            var length = IsOriginalBody(name, value) ? 0 : name.Length + (value is byte[] bytes ? bytes.Length : sizeof(long));
            if (size + length > MaxForeignHeaderBytes)
                continue;
            size += length;
            headers[name] = value is byte[] text && Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : value;
        }

        return headers;
    }

    // Bounded by itself: the original must not be lost because a producer sends many headers, nor they because of it.
    static bool IsOriginalBody(string name, object? value) => name == MessageHeaders.OriginalBody && value is byte[] { Length: <= MaxOriginalBodyBytes };

    static string? Text(Dictionary<string, object?> headers, string name) => headers.GetValueOrDefault(name) as string;

    static int Attempt(Dictionary<string, object?> headers) => headers.GetValueOrDefault(MessageHeaders.Attempt) switch
    {
        int attempt and >= 1 => attempt,
        long and >= 1 and <= int.MaxValue and var attempt => (int)attempt,
        short attempt and >= 1 => attempt,
        byte attempt and >= 1 => attempt,
        string text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) && attempt >= 1 => attempt,
        _ => 1,
    };

    static DateTimeOffset? Timestamp(IReadOnlyBasicProperties properties)
    {
        var seconds = properties.Timestamp.UnixTime;
        return properties.IsTimestampPresent() && seconds >= 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }
}

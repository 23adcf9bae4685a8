using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>Converts a message from the client library into a <see cref="Delivery"/>; never throws, whatever the producer sent.</summary>
static class InboundReader
{
    /// <summary>
    /// Maximum size of foreign headers in bytes. The rest is dropped, so that a copy with the transport's headers fits into a frame.
    /// </summary>
    public const int MaxForeignHeaderBytes = 16 * 1024;

    // Limit for the transport's own headers together, without the original body. Those written by this transport are smaller.
    const int MaxOwnHeaderBytes = 24 * 1024;

    const int MaxOriginalBodyBytes = (MessageHeaders.MaxOriginalBody + 2) / 3 * 4;

    // Overhead per header beside name and value: name length, type, and value length.
    const int BytesPerHeader = 6;

    static readonly HashSet<string> Own =
    [
        MessageHeaders.Attempt, MessageHeaders.OriginExchange, MessageHeaders.OriginRoutingKey, MessageHeaders.OriginQueue, MessageHeaders.Reason,
        MessageHeaders.Error, MessageHeaders.Attempts, MessageHeaders.DeadAt, MessageHeaders.DeadLetterId, MessageHeaders.Envelope, MessageHeaders.EnvelopeSize,
        MessageHeaders.Replays, MessageHeaders.ReplayedBy, MessageHeaders.OriginalBody, MessageHeaders.TraceParent,
    ];

    static readonly HashSet<string> NotCarried = new(StringComparer.OrdinalIgnoreCase)
    {
        Constants.PublishSequenceNumberHeader, "CC", "BCC", "x-first-death-exchange", "x-first-death-queue", "x-first-death-reason",
        "x-last-death-exchange", "x-last-death-queue", "x-last-death-reason", "x-delivery-count", "x-acquired-count",
    };

    public static Delivery Read(string queue, string exchange, string routingKey, bool redelivered, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        var undecoded = EnvelopeMark.Of(properties);
        var headers = undecoded is null ? Headers(properties) : [];
        var comesBack = exchange == BrokerNames.DefaultExchange && routingKey == queue;
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
            Undecoded = undecoded,
        };
    }

    /// <summary>
    /// Scalar and text headers, the transport's own first: if there are too many headers, the last ones are dropped. Tables and lists are
    /// the broker's own records, which would be misleading on a copy.
    /// </summary>
    static Dictionary<string, object?> Headers(IReadOnlyBasicProperties properties)
    {
        var headers = new Dictionary<string, object?>();
        if (properties.Headers is not { Count: > 0 } all) return headers;
        Carry(headers, all, own: true, MaxOwnHeaderBytes);
        Carry(headers, all, own: false, MaxForeignHeaderBytes);
        return headers;
    }

    static void Carry(Dictionary<string, object?> headers, IDictionary<string, object?> all, bool own, int mostBytes)
    {
        var size = 0;
        foreach (var (name, value) in all)
        {
            if (Own.Contains(name) != own || !IsCarried(name, value)) continue;
            var length = IsOriginalBody(name, value) ? 0 : SizeOf(name, value);
            if (size + length > mostBytes) continue;
            size += length;
            headers[name] = value is byte[] text && Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : value;
        }
    }

    // Has its own bound, so that neither the original body nor a producer's many headers displace the other.
    static bool IsOriginalBody(string name, object? value) => name == MessageHeaders.OriginalBody && value is byte[] { Length: <= MaxOriginalBodyBytes };

    static bool IsCarried(string name, object? value) =>
        value is not (IDictionary or BinaryTableValue) && value is not IList or byte[] && !NotCarried.Contains(name);

    static int SizeOf(string name, object? value) =>
        BytesPerHeader + Encoding.UTF8.GetByteCount(name) + (value is byte[] bytes ? bytes.Length : sizeof(long));

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

using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// Checks whether the client library can encode properties and the broker accepts them. Lengths are in bytes on the wire.
/// </summary>
static class SendableProperties
{
    const int MaxShortString = byte.MaxValue;

    // UTF-8 uses at most three bytes per char.
    const int BytesPerChar = 3;

    // Frame head and end, the fields before the properties, and the header in which the client numbers its publishes.
    const int FrameBytes = 7 + 1 + 12;
    const int SequenceNumberBytes = 64;

    static readonly (string Name, Func<BasicProperties, string?> Get, Action<BasicProperties> Clear)[] Texts =
    [
        ("content_type", properties => properties.ContentType, properties => properties.ClearContentType()),
        ("content_encoding", properties => properties.ContentEncoding, properties => properties.ClearContentEncoding()),
        ("correlation_id", properties => properties.CorrelationId, properties => properties.ClearCorrelationId()),
        ("reply_to", properties => properties.ReplyTo, properties => properties.ClearReplyTo()),
        ("expiration", properties => properties.Expiration, properties => properties.ClearExpiration()),
        ("message_id", properties => properties.MessageId, properties => properties.ClearMessageId()),
        ("type", properties => properties.Type, properties => properties.ClearType()),
        ("user_id", properties => properties.UserId, properties => properties.ClearUserId()),
        ("app_id", properties => properties.AppId, properties => properties.ClearAppId()),
        ("cluster_id", properties => properties.ClusterId, properties => properties.ClearClusterId()),
    ];

    /// <summary>The reason why a message with these properties can never be sent; null if it can.</summary>
    /// <param name="properties">The properties with their headers.</param>
    /// <param name="frameMax">The negotiated limit in bytes; the broker closes the connection for a larger frame. 0: no limit.</param>
    public static string? Problem(BasicProperties properties, uint frameMax)
    {
        foreach (var (name, get, _) in Texts)
        {
            if (!IsShort(get(properties))) return $"{name} has more than {MaxShortString} bytes";
        }

        foreach (var name in properties.Headers?.Keys ?? [])
        {
            if (!IsShort(name)) return $"the name of a header has more than {MaxShortString} bytes";
        }

        try
        {
            var size = FrameBytes + SequenceNumberBytes + ((IAmqpWriteable)properties).GetRequiredBufferSize();
            return frameMax == 0 || size <= frameMax ? null : FormattableString.Invariant($"the properties need a frame of {size} bytes, the broker takes {frameMax}");
        }
        catch (WireFormattingException e)
        {
            return e.Message;
        }
    }

    /// <summary>Removes the texts that cannot be sent.</summary>
    /// <returns>The names of the removed properties.</returns>
    public static List<string> LeaveOut(BasicProperties properties)
    {
        List<string> names = [];
        foreach (var (name, get, clear) in Texts)
        {
            if (IsShort(get(properties))) continue;
            clear(properties);
            names.Add(name);
        }

        return names;
    }

    public static bool CanBeSent(string header, object? value) =>
        IsShort(header) && value is (null or string or byte[] or bool or sbyte or byte or short or ushort or int or uint or long or float or double or decimal or AmqpTimestamp);

    static bool IsShort(string? text) =>
        text is null || text.Length <= MaxShortString / BytesPerChar || Encoding.UTF8.GetByteCount(text) <= MaxShortString;
}

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>
/// Writes <c>text/event-stream</c>. The framework's own writer knows no comments, which are the heartbeats. An event's id is the place in the log.
/// </summary>
static class ServerSentEvents
{
    static readonly JsonWriterOptions JsonOptions = new() { Encoder = ApiJson.Written.Options.Encoder };

    public const string ContentType = "text/event-stream";

    /// <summary>The header in which a client says how far it came.</summary>
    public const string LastEventId = "Last-Event-ID";

    /// <summary>An id without an event: a client that is cut off before the first one comes back to where it began.</summary>
    public static void Begin(IBufferWriter<byte> to, long position, TimeSpan reconnectAfter) =>
        Write(to, string.Create(CultureInfo.InvariantCulture, $"retry: {(long)reconnectAfter.TotalMilliseconds}\nid: {position}\n\n"));

    public static void Heartbeat(IBufferWriter<byte> to) => to.Write(": heartbeat\n\n"u8);

    /// <summary>On one line: JSON that is not indented has no line break.</summary>
    public static void Event(IBufferWriter<byte> to, Notification notification)
    {
        Write(to, string.Create(CultureInfo.InvariantCulture, $"id: {notification.Seq}\ndata: "));
        using (var json = new Utf8JsonWriter(to, JsonOptions)) JsonSerializer.Serialize(json, NotificationView.Of(notification), ApiJson.Written.NotificationView);
        to.Write("\n\n"u8);
    }

    /// <summary>The place that a client has come to; false where the text is none of ours. Null where there is no text.</summary>
    public static bool TryParseId(string? text, out long? position)
    {
        position = null;
        if (string.IsNullOrEmpty(text)) return true;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)) return false;
        position = seq;
        return true;
    }

    static void Write(IBufferWriter<byte> to, string text) => Encoding.UTF8.GetBytes(text, to);
}

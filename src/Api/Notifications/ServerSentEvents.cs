using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OrleansOrders.Api;

/// <summary>
/// Writes <c>text/event-stream</c>. The framework's own writer does not support comments, which are used as heartbeats. An event's id is
/// its position in the log.
/// </summary>
static class ServerSentEvents
{
    static readonly JsonWriterOptions JsonOptions = new() { Encoder = ApiJson.Written.Options.Encoder };

    public const string ContentType = "text/event-stream";

    /// <summary>The request header with the last event id that the client received.</summary>
    public const string LastEventId = "Last-Event-ID";

    /// <summary>
    /// Writes an id without an event, so that a client that disconnects before the first event resumes at the start position.
    /// </summary>
    public static void Begin(IBufferWriter<byte> to, long position, TimeSpan reconnectAfter) =>
        Write(to, string.Create(CultureInfo.InvariantCulture, $"retry: {(long)reconnectAfter.TotalMilliseconds}\nid: {position}\n\n"));

    public static void Heartbeat(IBufferWriter<byte> to) => to.Write(": heartbeat\n\n"u8);

    /// <summary>Writes an event on one line: JSON without indentation contains no line breaks.</summary>
    public static void Event(IBufferWriter<byte> to, Notification notification)
    {
        Write(to, string.Create(CultureInfo.InvariantCulture, $"id: {notification.Seq}\ndata: "));
        using (var json = new Utf8JsonWriter(to, JsonOptions)) JsonSerializer.Serialize(json, NotificationView.Of(notification), ApiJson.Written.NotificationView);
        to.Write("\n\n"u8);
    }

    /// <summary>Parses a client's position; false if the text is not an event id of this stream. Null if there is no text.</summary>
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

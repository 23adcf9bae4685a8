using System.Buffers;
using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using OrleansOrders.Messaging;

namespace OrleansOrders.Bridge;

/// <summary>What a customer is shown of an event: the fields that are named here, whatever else its sender wrote.</summary>
static class NotificationBody
{
    static readonly FrozenSet<string> Shown = FrozenSet.Create(
        StringComparer.Ordinal,
        "order_id", "customer_id", "status", "version", "currency", "total_amount", "amount", "items", "failure", "expires_at", "at");

    static readonly JsonDocumentOptions Reading = new() { MaxDepth = JsonLimits.MaxDepth };
    static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Of a body that was parsed as a notice.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> body)
    {
        // The parsers skip a byte order mark.
        using var document = JsonDocument.Parse(body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body, Reading);
        var buffer = new ArrayBufferWriter<byte>(body.Length);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            foreach (var field in document.RootElement.EnumerateObject())
            {
                if (Shown.Contains(field.Name)) field.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}

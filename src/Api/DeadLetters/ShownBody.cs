using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace OrleansOrders.Api;

/// <summary>Embeds a body of arbitrary bytes in a JSON reply.</summary>
static class ShownBody
{
    public const string Json = "json";
    public const string Base64 = "base64";
    public const string Omitted = "omitted";

    static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonLimits.MaxDepth };

    public static (JsonElement? Body, string Encoding) Of(ReadOnlyMemory<byte> body) =>
        TryRead(body) is { } json ? (json, Json) : (JsonElement.Parse($"\"{Convert.ToBase64String(body.Span)}\""), Base64);

    static JsonElement? TryRead(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span)) return null;
        try
        {
            using var document = JsonDocument.Parse(body, Options);

            // An escaped half surrogate pair can be read but not written; it would break the reply in the middle.
            using var writer = new Utf8JsonWriter(new ArrayBufferWriter<byte>(Math.Max(body.Length, 1)));
            document.RootElement.WriteTo(writer);
            return document.RootElement.Clone();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}

using System.Text.Json;
using OrleansOrders.Domain;
using OrleansOrders.Messaging;

namespace OrleansOrders.Api;

/// <summary>Reads <c>{"available": n}</c>, with the words of the broker's parsers for what is wrong. Never throws, whatever the bytes.</summary>
static class StockCountParser
{
    static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonLimits.MaxDepth, AllowDuplicateProperties = false };

    public static (long Available, FieldError? Error) Parse(ReadOnlyMemory<byte> body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body, Options);
        }
        catch (JsonException)
        {
            return (0, new(FieldError.Body, FieldErrorCodes.NotJson, "is not a JSON object in UTF-8"));
        }

        using (document)
        {
            return Read(document.RootElement);
        }
    }

    static (long Available, FieldError? Error) Read(JsonElement root)
    {
        const string name = "available";
        if (root.ValueKind is not JsonValueKind.Object) return (0, new(FieldError.Body, FieldErrorCodes.WrongType, "must be an object"));
        if (!root.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null) return (0, new(name, FieldErrorCodes.Required, "is required"));

        var rule = FormattableString.Invariant($"must be an integer from 0 to {StockDecider.MaxUnits}");
        if (value.ValueKind is not JsonValueKind.Number) return (0, new(name, FieldErrorCodes.WrongType, rule));
        if (value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E')) return (0, new(name, FieldErrorCodes.NotInteger, rule));
        return value.TryGetInt64(out var available) && available is >= 0 and <= StockDecider.MaxUnits
            ? (available, null)
            : (0, new(name, FieldErrorCodes.OutOfRange, rule));
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace OrleansOrders.Contracts;

/// <summary>Opens bytes from outside as one JSON object. Never throws; what cannot be read becomes an error of the body.</summary>
internal static class JsonBody
{
    static readonly JsonDocumentOptions Strict = new() { MaxDepth = JsonLimits.MaxDepth, AllowDuplicateProperties = false };
    static readonly JsonDocumentOptions Lenient = new() { MaxDepth = JsonLimits.MaxDepth };

    /// <summary>The document, whose root is an object; null with an error added where there is none. With duplicated names: both.</summary>
    public static JsonDocument? Open(ReadOnlyMemory<byte> body, ErrorList errors)
    {
        if (body.Length > JsonLimits.MaxBytes)
        {
            errors.Add(FieldError.Body, FieldErrorCodes.TooLarge, string.Create(CultureInfo.InvariantCulture, $"is larger than {JsonLimits.MaxBytes} bytes"));
            return null;
        }

        var utf8 = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        if (!Utf8.IsValid(utf8.Span)) return Unreadable(errors, "is not UTF-8");
        if (HasBrokenEscape(utf8.Span)) return Unreadable(errors, "is not JSON: an escape stands for half a character");

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8, Strict);
        }
        catch (JsonException e)
        {
            return OpenFaulty(utf8, e, errors);
        }

        if (document.RootElement.ValueKind is JsonValueKind.Object) return document;
        document.Dispose();
        errors.Add(FieldError.Body, FieldErrorCodes.WrongType, "must be a JSON object");
        return null;
    }

    // Off the hot path: why strict reading failed. Duplicated names are the one fault that leaves the fields readable, so all of them get named.
    static JsonDocument? OpenFaulty(ReadOnlyMemory<byte> utf8, JsonException fault, ErrorList errors)
    {
        if (IsTooDeep(utf8.Span))
        {
            errors.Add(
                FieldError.Body, FieldErrorCodes.TooDeep, string.Create(CultureInfo.InvariantCulture, $"is nested deeper than {JsonLimits.MaxDepth} levels"));
            return null;
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8, Lenient);
        }
        catch (JsonException)
        {
            return Unreadable(errors, string.Create(CultureInfo.InvariantCulture, $"is not JSON: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}"));
        }

        DuplicateNames.Report(document.RootElement, errors);
        if (document.RootElement.ValueKind is JsonValueKind.Object) return document;
        document.Dispose();
        return null;
    }

    static JsonDocument? Unreadable(ErrorList errors, string message)
    {
        errors.Add(FieldError.Body, FieldErrorCodes.NotJson, message);
        return null;
    }

    static bool IsTooDeep(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonLimits.MaxBytes });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= JsonLimits.MaxDepth) return true;
            }
        }
        catch (JsonException)
        {
            // A fault at a lawful depth.
        }

        return false;
    }

    // The reader accepts half a surrogate pair and throws only where the text is used, be it the name of a field that we do not even know.
    static bool HasBrokenEscape(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf("\\ud"u8) < 0 && utf8.IndexOf("\\uD"u8) < 0) return false;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonLimits.MaxBytes });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped) _ = reader.GetString();
            }
        }
        catch (JsonException)
        {
            // Said better by the caller, who meets the same fault.
        }
        catch (InvalidOperationException)
        {
            return true;
        }

        return false;
    }
}

/// <summary>What we take for JSON, over HTTP and over the broker.</summary>
public static class JsonLimits
{
    /// <summary>Largest body, in bytes: an order of 500 lines needs about a quarter of it.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Deepest nesting of objects and arrays.</summary>
    public const int MaxDepth = 32;

    /// <summary>Most wrong fields named; one more entry says how many there are beyond.</summary>
    public const int MaxErrors = 50;
}

/// <summary>Bytes from outside as one JSON object, by the rules and in the words of the parsers, for requests that are neither order nor message.</summary>
public static class JsonObjects
{
    /// <summary>
    /// The document, whose root is an object that can be read to its end, half characters in names and texts included; null with what is wrong. Never
    /// throws, whatever the bytes.
    /// </summary>
    public static JsonDocument? Open(ReadOnlyMemory<byte> utf8Json, out IReadOnlyList<FieldError> errors)
    {
        var found = new ErrorList();
        var document = JsonBody.Open(utf8Json, found);
        errors = found.ToImmutable();
        if (errors.Count == 0) return document;
        document?.Dispose();
        return null;
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace OrleansOrders.Contracts;

/// <summary>Parses external bytes as one JSON object. Never throws; unreadable bytes become an error of the body.</summary>
static class JsonBody
{
    static readonly JsonDocumentOptions Strict = new() { MaxDepth = JsonLimits.MaxDepth, AllowDuplicateProperties = false };
    static readonly JsonDocumentOptions Lenient = new() { MaxDepth = JsonLimits.MaxDepth };

    /// <summary>
    /// Returns the document, whose root is an object, or null and records an error. For duplicate names it does both: it returns the
    /// document and records errors.
    /// </summary>
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

    // Slow path: finds out why strict parsing failed. With duplicate names the fields are still readable, so all duplicates are reported.
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
            // The error is at an allowed depth.
        }

        return false;
    }

    // The reader accepts half a surrogate pair and throws only when the text is used, even for the name of an unknown field.
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
            // The caller meets the same error and reports it in more detail.
        }
        catch (InvalidOperationException)
        {
            return true;
        }

        return false;
    }
}

/// <summary>Limits for JSON over HTTP and from the broker.</summary>
public static class JsonLimits
{
    /// <summary>Maximum size of a body, in bytes: an order of 500 lines needs about a quarter of it.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Maximum nesting of objects and arrays.</summary>
    public const int MaxDepth = 32;

    /// <summary>Maximum number of errors in detail; one more entry gives the number of further errors.</summary>
    public const int MaxErrors = 50;
}

/// <summary>
/// Parses external bytes as one JSON object, with the rules and error texts of the parsers, for requests that are neither orders nor
/// messages.
/// </summary>
public static class JsonObjects
{
    /// <summary>
    /// Returns the document, whose root is an object that is completely readable (half surrogate pairs in names and texts are rejected), or
    /// null and the errors. Never throws, whatever the bytes.
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

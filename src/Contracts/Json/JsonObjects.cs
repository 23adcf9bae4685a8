using System.Text.Json;

namespace OrleansOrders.Contracts;

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

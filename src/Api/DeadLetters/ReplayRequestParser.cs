using System.Text.Json;

namespace OrleansOrders.Api;

/// <summary>
/// Parses requests to the dead-letter desk, with the error texts of the message parsers. Never throws, whatever the bytes.
/// </summary>
static class ReplayRequestParser
{
    public const int MaxIds = 1_000;

    /// <summary>The edited body as sent; null for none. An empty request has none.</summary>
    public static (ReadOnlyMemory<byte>? Body, IReadOnlyList<FieldError> Errors) ParseOne(ReadOnlyMemory<byte> request)
    {
        if (request.IsEmpty) return (null, []);
        using var document = JsonObjects.Open(request, out var errors);
        if (document is null || !document.RootElement.TryGetProperty("body", out var body) || body.ValueKind is JsonValueKind.Null) return (null, errors);
        return body.ValueKind is JsonValueKind.Object
            ? (System.Text.Encoding.UTF8.GetBytes(body.GetRawText()), [])
            : (null, [new("body", FieldErrorCodes.WrongType, "must be an object")]);
    }

    /// <summary>The request, or its errors.</summary>
    public static (ReplayRequest? Request, IReadOnlyList<FieldError> Errors) ParseMany(ReadOnlyMemory<byte> request)
    {
        using var document = JsonObjects.Open(request, out var errors);
        if (document is null) return (null, errors);

        List<FieldError> wrong = [];
        var read = new ReplayRequest(
            Ids(document.RootElement, wrong), Text(document.RootElement, "queue", wrong), Text(document.RootElement, "reason", wrong), Text(document.RootElement, "error", wrong));
        var isGroup = (read.Queue ?? read.Reason ?? read.Error) is not null;
        if (read.Ids is not null && isGroup) wrong.Add(new("ids", FieldErrorCodes.Conflict, "cannot stand beside queue, reason or error"));

        // Replaying everything requires an explicit selection.
        if (wrong.Count == 0 && read.Ids is null && !isGroup) wrong.Add(new("ids", FieldErrorCodes.Required, "is required, or else queue, reason or error"));
        return wrong.Count == 0 ? (read, []) : (null, wrong);
    }

    static string[]? Ids(JsonElement root, List<FieldError> wrong)
    {
        if (!root.TryGetProperty("ids", out var ids) || ids.ValueKind is JsonValueKind.Null) return null;
        if (ids.ValueKind is not JsonValueKind.Array || ids.EnumerateArray().Any(id => id.ValueKind is not JsonValueKind.String))
            wrong.Add(new("ids", FieldErrorCodes.WrongType, "must be a list of ids"));
        else if (ids.GetArrayLength() is 0 or > MaxIds) wrong.Add(new("ids", FieldErrorCodes.OutOfRange, $"must have 1 to {MaxIds} entries"));
        else return [.. ids.EnumerateArray().Select(id => id.GetString()!)];
        return null;
    }

    static string? Text(JsonElement root, string name, List<FieldError> wrong)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null) return null;
        if (value.ValueKind is JsonValueKind.String) return value.GetString();
        wrong.Add(new(name, FieldErrorCodes.WrongType, "must be text"));
        return null;
    }
}

using Microsoft.Extensions.Primitives;
using OrleansOrders.Contracts;

namespace OrleansOrders.Api;

/// <summary>The header <c>Idempotency-Key</c>: 1 to 255 visible ASCII characters.</summary>
static class IdempotencyKeyHeader
{
    public const string Name = "Idempotency-Key";
    const int MaxLength = 255;

    /// <summary>Returns false and an error for an invalid key; true and null if there is none.</summary>
    public static bool TryRead(StringValues header, out string? key, out FieldError? error)
    {
        key = null;
        error = null;
        if (header.Count == 0) return true;

        var text = header.Count == 1 ? header[0] : null;
        if (text is { Length: >= 1 and <= MaxLength } && text.All(c => c is > ' ' and <= '~'))
        {
            key = text;
            return true;
        }

        error = new(Name, FieldErrorCodes.Invalid, $"must be given once, with 1 to {MaxLength} visible ASCII characters");
        return false;
    }
}

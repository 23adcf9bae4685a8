using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

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

/// <summary>The header <c>Prefer</c> of RFC 7240. Only <c>wait=N</c>, in seconds, is supported.</summary>
static class PreferHeader
{
    /// <summary>
    /// The preferred wait, at most <paramref name="max"/>; null for none. Unknown preferences are ignored, as the RFC requires; the first
    /// of several counts.
    /// </summary>
    public static TimeSpan? Wait(StringValues header, TimeSpan max)
    {
        foreach (var line in header)
        {
            foreach (var preference in (line ?? "").Split(','))
            {
                // Parameters of the preference follow a semicolon; wait has none.
                var pair = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
                if (pair.Length == 2 && pair[0].Equals("wait", StringComparison.OrdinalIgnoreCase)) return ParseSeconds(pair[1].Trim('"'), max);
            }
        }

        return null;
    }

    /// <summary>Whole seconds, at most <paramref name="max"/>; null for anything else.</summary>
    public static TimeSpan? ParseSeconds(string text, TimeSpan max)
    {
        if (text.Length == 0 || !text.All(char.IsAsciiDigit)) return null;

        // A number with too many digits is still a long wait.
        var wanted = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : max;
        return wanted < max ? wanted : max;
    }
}

/// <summary>The header <c>If-None-Match</c> of RFC 9110.</summary>
static class IfNoneMatch
{
    /// <summary>
    /// Whether the client already has <paramref name="etag"/>. Uses the weak comparison that the RFC requires here; an invalid header
    /// matches nothing.
    /// </summary>
    public static bool Holds(StringValues header, string etag)
    {
        if (!EntityTagHeaderValue.TryParseList([.. header.OfType<string>()], out var tags)) return false;
        var current = new EntityTagHeaderValue(etag);
        return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, useStrongComparison: false));
    }
}

/// <summary>The header <c>X-Requested-By</c>: the requester, as stated by the client. It is recorded and not verified.</summary>
static class RequestedByHeader
{
    public const string Name = "X-Requested-By";
    public const string Description = "The requester, 1 to 100 visible ASCII characters, kept in the message's headers. Default, also for an invalid value: \"api\"";
    const string Default = "api";
    const int MaxLength = 100;

    public static string Of(HttpRequest request)
    {
        var given = request.Headers[Name];
        return given.Count == 1 && given[0] is { Length: >= 1 and <= MaxLength } by && by.All(c => c is >= ' ' and <= '~') ? by : Default;
    }
}

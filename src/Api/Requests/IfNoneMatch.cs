using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace OrleansOrders.Api;

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

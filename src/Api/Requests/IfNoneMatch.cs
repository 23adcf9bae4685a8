using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace OrleansOrders.Api;

/// <summary>The header <c>If-None-Match</c> of RFC 9110.</summary>
static class IfNoneMatch
{
    /// <summary>
    /// Whether the client has <paramref name="etag"/> already. Compares weakly, as the RFC wants it here; what cannot be read matches nothing.
    /// </summary>
    public static bool Holds(StringValues header, string etag)
    {
        if (!EntityTagHeaderValue.TryParseList([.. header.OfType<string>()], out var tags)) return false;
        var current = new EntityTagHeaderValue(etag);
        return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, useStrongComparison: false));
    }
}

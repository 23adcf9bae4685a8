using Microsoft.AspNetCore.Http.Metadata;

namespace OrleansOrders.Api;

/// <summary>The server's own limit for a body, in bytes.</summary>
sealed class BodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => bytes;
}

using Microsoft.AspNetCore.Routing;

namespace OrleansOrders.Api.Tests;

/// <summary>Every call that the API answers, as <c>METHOD /path</c>, sorted.</summary>
static class Routes
{
    public static IReadOnlyList<string> Of(ApiHost host) =>
    [
        .. host.Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => method + " " + Path(endpoint)))
            .Where(call => !call.EndsWith("/boom", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    static string Path(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');
}

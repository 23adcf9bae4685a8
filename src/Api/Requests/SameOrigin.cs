using Microsoft.AspNetCore.Http;

namespace OrleansOrders.Api;

/// <summary>
/// Rejects requests that a page of another site makes a browser send: 403 <c>cross_site</c>. Binding to loopback keeps the network out but
/// not the browser, and a form may post any text without a preflight. Other clients send none of these headers and are not affected.
/// </summary>
static class SameOrigin
{
    public static Task Require(HttpContext context, RequestDelegate next)
    {
        if (IsAllowed(context.Request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    static bool IsAllowed(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" or "none" => true,

        // A browser without Fetch Metadata still sends the origin of a POST.
        "" => IsSafe(request) || IsOwn(request.Headers.Origin.ToString(), request),
        _ => IsSafe(request) && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document",
    };

    static bool IsSafe(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);

    // The scheme is ignored, because a proxy may have terminated TLS.
    static bool IsOwn(string origin, HttpRequest request) =>
        origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && HostString.FromUriComponent(from) == WithPort(request.Host, from));

    // Without a port the default port of the scheme applies, which Origin omits too.
    static HostString WithPort(HostString host, Uri from) => host.Port is { } port ? new(host.Host, port) : new(host.Host, from.Port);
}

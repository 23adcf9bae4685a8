using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace OrleansOrders.Api;

/// <summary>
/// Answers <c>HEAD</c> for every <c>GET</c> endpoint: endpoints see a <c>GET</c>, and Kestrel sends no body because it uses the method of
/// the request line. A startup filter, because it must run before routing.
/// </summary>
sealed class HeadRequests : IStartupFilter
{
    // The GET of this endpoint never ends.
    const string Stream = "/notifications/stream";

    static bool AreAnswered(PathString path) => !path.StartsWithSegments(Stream);

    /// <summary>Adds <c>HEAD</c> to the methods that a 405 names.</summary>
    public static void AddToAllowed(HttpContext context)
    {
        var allowed = context.Response.Headers.GetCommaSeparatedValues(HeaderNames.Allow);
        if (allowed.Contains(HttpMethods.Get) && AreAnswered(context.Request.Path)) context.Response.Headers.Allow = string.Join(", ", [.. allowed, HttpMethods.Head]);
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((HttpContext context, RequestDelegate rest) =>
        {
            if (HttpMethods.IsHead(context.Request.Method) && AreAnswered(context.Request.Path)) context.Request.Method = HttpMethods.Get;
            return rest(context);
        });
        next(app);
    };
}

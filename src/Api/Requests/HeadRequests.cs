using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace OrleansOrders.Api;

/// <summary>
/// Answers <c>HEAD</c> wherever <c>GET</c> is answered: endpoints see a <c>GET</c>, and Kestrel, which goes by the method on the wire, sends no body. A filter,
/// because it has to come before routing.
/// </summary>
sealed class HeadRequests : IStartupFilter
{
    // Its GET has no end.
    const string Stream = "/notifications/stream";

    /// <summary>Whether a <c>GET</c> of this address may be asked for as <c>HEAD</c>.</summary>
    public static bool AreAnswered(PathString path) => !path.StartsWithSegments(Stream);

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

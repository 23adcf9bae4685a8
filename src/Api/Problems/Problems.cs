using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrleansOrders.Api;

/// <summary>Gives every error a problem document, and every reply the common headers.</summary>
static class Problems
{
    public static void UseProblems(this WebApplication app)
    {
        app.Use(AddHeaders);
        app.UseStatusCodePages(bare =>
        {
            if (bare.HttpContext.Response.StatusCode == StatusCodes.Status405MethodNotAllowed) HeadRequests.AddToAllowed(bare.HttpContext);
            return new ProblemResult(ProblemKinds.OfStatus(bare.HttpContext.Response.StatusCode)).ExecuteAsync(bare.HttpContext);
        });
    }

    // Replies are not cacheable unless they say so, and browsers must not guess their content type. The last callback to run is the one
    // that was registered first, so it replaces the headers that the framework adds to the replies for exceptions.
    static Task AddHeaders(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(
            static state =>
            {
                var context = (HttpContext)state;
                var headers = context.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                if (context.Features.Get<IExceptionHandlerFeature>() is not null) headers.CacheControl = headers.Pragma = headers.Expires = default;
                if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
                return Task.CompletedTask;
            },
            context);
        return next(context);
    }
}

/// <summary>Answers a request that failed with an exception.</summary>
sealed partial class FailureHandler(ILogger<FailureHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // No client is left to answer. An interrupted request is safe to repeat.
        if (httpContext.RequestAborted.IsCancellationRequested) return true;

        var (kind, detail) = Failures.ProblemOf(exception);
        if (kind == ProblemKinds.InternalError) LogFailed(logger, exception, httpContext.Request.Method, httpContext.Request.Path);
        if (kind == ProblemKinds.Unavailable) LogUnavailable(logger, exception.GetType().Name, httpContext.Request.Method, httpContext.Request.Path);
        await new ProblemResult(kind, detail).ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    static partial void LogFailed(ILogger logger, Exception exception, string method, PathString path);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "{Method} {Path} was answered with 503: {Failure}")]
    static partial void LogUnavailable(ILogger logger, string failure, string method, PathString path);
}

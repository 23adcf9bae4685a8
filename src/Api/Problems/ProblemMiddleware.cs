using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace OrleansOrders.Api;

/// <summary>
/// Adds a problem document to every error: bare statuses of the framework and exceptions. Adds the common headers to every reply.
/// </summary>
sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        Mark(context.Response);
        try
        {
            await next(context);
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // No client is left to answer. An interrupted request is safe to repeat.
            LogClientGone(logger, exception, context.Request.Method);
            return;
        }
        catch (Exception exception)
        {
            await Answer(context, exception);
            return;
        }

        var response = context.Response;
        if (response.StatusCode < 400 || response.HasStarted || response.ContentLength is not null || !string.IsNullOrEmpty(response.ContentType)) return;
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed) AddHead(context);
        await new ProblemResult(ProblemKinds.OfStatus(response.StatusCode)).ExecuteAsync(context);
    }

    // Replies are not cacheable unless they say so, and browsers must not guess their content type.
    static void Mark(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
    }

    static void AddHead(HttpContext context)
    {
        var allowed = context.Response.Headers.GetCommaSeparatedValues(HeaderNames.Allow);
        if (allowed.Contains(HttpMethods.Get) && HeadRequests.AreAnswered(context.Request.Path))
            context.Response.Headers.Allow = string.Join(", ", [.. allowed, HttpMethods.Head]);
    }

    async Task Answer(HttpContext context, Exception exception)
    {
        var problem = Failures.ProblemOf(exception);
        if (problem.Kind == ProblemKinds.InternalError) LogFailed(logger, exception, context.Request.Method, context.Request.Path);
        else if (problem.Kind == ProblemKinds.Unavailable) LogUnavailable(logger, exception.GetType().Name, context.Request.Method, context.Request.Path);

        if (context.Response.HasStarted)
        {
            // An incomplete reply must not look complete.
            context.Abort();
            return;
        }

        context.Response.Clear();
        Mark(context.Response);
        await problem.ExecuteAsync(context);
    }
}

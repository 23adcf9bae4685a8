using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace OrleansOrders.Api;

/// <summary>
/// Gives every error a problem document: what the framework answers with a bare status, and what is thrown. Gives every answer the headers that hold for all.
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
            // Nobody is there to answer to; what was begun is safe to repeat.
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

    // Nothing is to be kept by caches unless it says so itself, and nothing is to be taken for anything but what it says.
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
        if (problem.Kind == ProblemKinds.InternalError)
            LogFailed(logger, exception, context.Request.Method, context.Request.Path);
        else if (problem.Kind == ProblemKinds.Unavailable)
            LogUnavailable(logger, exception.GetType().Name, context.Request.Method, context.Request.Path);

        if (context.Response.HasStarted)
        {
            // Half an answer that looks whole would be worse than none.
            context.Abort();
            return;
        }

        context.Response.Clear();
        Mark(context.Response);
        await problem.ExecuteAsync(context);
    }
}

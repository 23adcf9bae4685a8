using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrleansOrders.Api;

/// <summary>Gives every error a problem document: what the framework answers with a bare status, and what is thrown.</summary>
sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
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
        if (response.StatusCode >= 400 && !response.HasStarted && response.ContentLength is null && string.IsNullOrEmpty(response.ContentType))
            await new ProblemResult(ProblemKinds.OfStatus(response.StatusCode)).ExecuteAsync(context);
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
        await problem.ExecuteAsync(context);
    }
}

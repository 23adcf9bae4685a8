using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OrleansOrders.Api;

/// <summary>A stream as an answer, until the client goes or the process stops. Owns the stream.</summary>
sealed class NotificationStreamResult(NotificationStream stream, NotificationStreamOptions options, TimeProvider clock, CancellationToken stopping) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var open = stream;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var response = httpContext.Response;
        response.ContentType = ServerSentEvents.ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            await Write(response.BodyWriter, end.Token);
        }
        catch (TimeoutException)
        {
            // Nothing is read there. What waits for it is thrown away with the connection, and is in the log.
            httpContext.Abort();
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client comes back to another instance, after what it has got.
        }
    }

    async Task Write(PipeWriter to, CancellationToken end)
    {
        ServerSentEvents.Begin(to, stream.Position, options.ReconnectAfter);
        await Flush(to, end);
        var beat = Beat(end);
        while (true)
        {
            var news = await stream.Next(beat, end);
            foreach (var notification in news)
            {
                ServerSentEvents.Event(to, notification);
                await Flush(to, end);
            }

            if (beat.IsCompleted)
            {
                await beat;
                ServerSentEvents.Heartbeat(to);
                await Flush(to, end);
                beat = Beat(end);
            }
        }
    }

    // Waits while the client is slower than what comes, and not for ever: the server's own patience grows with what was written. Stopped meanwhile, the server cuts
    // the connection: there is no end to wait for.
    async ValueTask Flush(PipeWriter to, CancellationToken end)
    {
        var flush = to.FlushAsync(end);
        if (flush.IsCompletedSuccessfully) _ = await flush;
        else await flush.AsTask().WaitAsync(options.WriteTimeout, clock, end);
    }

    Task Beat(CancellationToken end) => Task.Delay(options.Heartbeat, clock, end);
}

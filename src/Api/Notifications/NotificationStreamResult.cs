using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OrleansOrders.Api;

/// <summary>Sends a stream as the reply until the client disconnects or the process stops. Owns the stream.</summary>
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
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The process stops. The client reconnects to another instance and continues after its last event.
        }
        catch (Exception exception) when (response.HasStarted && Failures.MayPass(exception))
        {
            // The client does not read, or the log cannot be read. The unsent data is discarded with the connection; it is in the log.
            httpContext.Abort();
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

    // Waits while the client is slow, with a timeout: the server's own timeout grows with the amount written. If the process stops
    // meanwhile, the connection is cut without a final flush.
    async ValueTask Flush(PipeWriter to, CancellationToken end)
    {
        var flush = to.FlushAsync(end);
        if (flush.IsCompletedSuccessfully) _ = await flush;
        else await flush.AsTask().WaitAsync(options.WriteTimeout, clock, end);
    }

    Task Beat(CancellationToken end) => Task.Delay(options.Heartbeat, clock, end);
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace OrleansOrders.Silo;

/// <summary>Section <c>Drain</c>: how a process with the role api leaves.</summary>
sealed class DrainOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Drain";

    /// <summary>
    /// How long requests are still answered after the process was told to stop, while <c>/health/ready</c> says no; default none, 0 to 2 minutes.
    /// Behind a load balancer: longer than it takes to notice (its interval times the failures it wants to see).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:02:00")]
    public TimeSpan Delay { get; set; }
}

/// <summary>
/// Between being told to stop and stopping: health says no, answers close their connection, and requests go on being answered, so that whoever
/// distributes them has the time to go elsewhere. Only then does the server close.
/// </summary>
sealed class Draining(IHostApplicationLifetime host, IOptions<DrainOptions> options, TimeProvider clock, ILogger<Draining> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // A stop that did not come by a signal is told here: health and connections go by this.
        host.StopApplication();
        if (options.Value.Delay <= TimeSpan.Zero) return;
        HostLog.Draining(logger, options.Value.Delay);
        await Task.Delay(options.Value.Delay, clock, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A client that keeps its connection would meet the closing server; told to close, it opens the next one where it is sent.</summary>
    public static Task CloseConnections(HttpContext context, RequestDelegate next)
    {
        var host = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        if (host.ApplicationStopping.IsCancellationRequested && HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.Headers[HeaderNames.Connection] = "close";
        return next(context);
    }
}

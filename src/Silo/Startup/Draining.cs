using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace OrleansOrders.Silo;

/// <summary>Section <c>Drain</c>: how a process with the role api stops.</summary>
sealed class DrainOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Drain";

    /// <summary>
    /// How long requests are still answered after the stop signal while <c>/health/ready</c> reports not ready; default 0, 0 to 2 minutes.
    /// Behind a load balancer: longer than it takes to notice (its interval times its failure threshold).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:02:00")]
    public TimeSpan Delay { get; set; }
}

/// <summary>
/// The phase between the stop signal and the stop: health reports not ready, replies close their connections, and requests are still
/// answered, so that load balancers have time to react. The server closes only after that.
/// </summary>
sealed class Draining(IHostApplicationLifetime host, IOptions<DrainOptions> options, TimeProvider clock, ILogger<Draining> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // A stop without a signal is announced here, because health and connections react to this event.
        host.StopApplication();
        if (options.Value.Delay <= TimeSpan.Zero) return;
        HostLog.Draining(logger, options.Value.Delay);
        await Task.Delay(options.Value.Delay, clock, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// A client with a persistent connection would meet the closing server. <c>Connection: close</c> makes it reconnect, to another
    /// instance behind a load balancer.
    /// </summary>
    public static Task CloseConnections(HttpContext context, RequestDelegate next)
    {
        var host = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        if (host.ApplicationStopping.IsCancellationRequested && HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.Headers[HeaderNames.Connection] = "close";
        return next(context);
    }
}

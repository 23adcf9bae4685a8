using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace OrleansOrders.Silo;

/// <summary>
/// Propagates trace ids from request to message to handler, whether or not traces are recorded: an external service can then follow an
/// order through its own traces. Propagation alone creates no data; an exporter adds its own listener.
/// </summary>
sealed class TracePropagation : IHostedService, IDisposable
{
    static readonly HashSet<string> Sources = new(StringComparer.Ordinal) { "Microsoft.AspNetCore", "OrleansOrders.RabbitMq" };

    readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => Sources.Contains(source.Name),
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ActivitySource.AddActivityListener(_listener);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();
}

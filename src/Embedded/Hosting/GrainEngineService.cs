using Microsoft.Extensions.Hosting;

namespace OrleansOrders.Embedded;

/// <summary>Starts the engine before, and stops it after, the hosted services that are registered later.</summary>
internal sealed class GrainEngineService(GrainEngine engine) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        engine.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);
}

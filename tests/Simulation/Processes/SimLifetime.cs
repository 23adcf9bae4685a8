using Microsoft.Extensions.Hosting;

namespace OrleansOrders.Simulation;

/// <summary>A process of the simulation does not stop; it is killed.</summary>
sealed class SimLifetime : IHostApplicationLifetime
{
    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => CancellationToken.None;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication()
    {
    }
}

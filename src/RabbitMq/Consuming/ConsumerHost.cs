using Microsoft.Extensions.Hosting;

namespace OrleansOrders.RabbitMq;

/// <summary>Starts the consumers when everything else of the process has started, and drains them before anything else stops.</summary>
internal sealed class ConsumerHost(Consumers consumers) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var consumer in consumers.All)
            consumer.Start();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.WhenAll(consumers.All.Select(consumer => consumer.Stop()));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

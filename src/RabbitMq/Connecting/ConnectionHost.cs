using Microsoft.Extensions.Hosting;

namespace OrleansOrders.RabbitMq;

internal sealed class ConnectionHost(Connections connections) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var connection in connections.Used)
            await connection.Start(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await connections.DisposeAsync();
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// Separate connections for publishing and consuming: a broker in memory alarm stops reading from publishing connections, and
/// acknowledgements must not be blocked by that. A process without consumers has only the first.
/// </summary>
sealed class Connections : IAsyncDisposable
{
    public Connections(
        IEnumerable<ConsumerRegistration> consumers, IConnectionSource address, TopologyDeclarer topology, IOptions<RabbitMqOptions> options,
        TimeProvider time, TaskScheduler scheduler, Jitter jitter, ILogger<BrokerConnection> logger)
    {
        Publishing = new("publishing", address, options.Value, topology, time, scheduler, jitter, logger);
        Consuming = new("consuming", address, options.Value, topology, time, scheduler, jitter, logger);
        Used = consumers.Any() ? [Publishing, Consuming] : [Publishing];
    }

    public BrokerConnection Publishing { get; }

    public BrokerConnection Consuming { get; }

    /// <summary>The connections that this process needs.</summary>
    public IReadOnlyList<BrokerConnection> Used { get; }

    public async ValueTask DisposeAsync()
    {
        await Consuming.DisposeAsync();
        await Publishing.DisposeAsync();
    }
}

sealed class ConnectionHost(Connections connections) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var connection in connections.Used) await connection.Start(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await connections.DisposeAsync();
}

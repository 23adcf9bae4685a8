using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace OrleansOrders.Messaging;

/// <summary>Where the broker is and how to connect; as text, without the password.</summary>
internal sealed class BrokerAddress(IOptions<RabbitMqOptions> options) : IConnectionSource
{
    public async Task<OpenedConnection> Open(string name, CancellationToken ct)
    {
        var transport = new Transport();
        var factory = Factory();
        factory.SocketFactory = transport.Open;
        return new(await factory.CreateConnectionAsync(name, ct), transport.Ended);
    }

    public override string ToString()
    {
        var factory = Factory();
        return $"{factory.Endpoint.HostName}:{factory.Endpoint.Port}, virtual host '{factory.VirtualHost}', user '{factory.UserName}'";
    }

    ConnectionFactory Factory()
    {
        var settings = options.Value;
        return new()
        {
            Uri = new Uri(settings.Uri),
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = settings.Heartbeat,
            RequestedConnectionTimeout = settings.ConnectTimeout,
            HandshakeContinuationTimeout = settings.ConnectTimeout,
            ContinuationTimeout = settings.ConnectTimeout,
            ConsumerDispatchConcurrency = 1,
        };
    }
}

using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace OrleansOrders.Messaging;

/// <summary>Where the broker is and how to connect; as text, without the password.</summary>
internal sealed class BrokerAddress(IOptions<RabbitMqOptions> options)
{
    public ConnectionFactory Factory(Transport? transport = null)
    {
        var settings = options.Value;
        var factory = new ConnectionFactory
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
        if (transport is not null)
            factory.SocketFactory = transport.Open;
        return factory;
    }

    public override string ToString()
    {
        var factory = Factory();
        return $"{factory.Endpoint.HostName}:{factory.Endpoint.Port}, virtual host '{factory.VirtualHost}', user '{factory.UserName}'";
    }
}

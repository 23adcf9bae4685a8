using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>The broker's address and connection settings; as text, without the password.</summary>
sealed class BrokerAddress(IOptions<RabbitMqOptions> options, MessagingTelemetry telemetry) : IConnectionSource
{
    /// <summary>
    /// The largest <c>max_message_size</c> that RabbitMQ supports. A consumer with a lower limit (64 MiB by default in 7.2.2) loses its
    /// connection each time the broker delivers a larger message.
    /// </summary>
    const uint MostOfAnyBroker = 512 * 1024 * 1024;

    public async Task<OpenedConnection> Open(string name, CancellationToken ct)
    {
        var factory = Factory();
        var transport = new Transport(factory.Ssl.Enabled ? factory.Ssl : null, telemetry.Undecoded);
        factory.Ssl = new();
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
            MaxInboundMessageBodySize = MostOfAnyBroker,
        };
    }
}

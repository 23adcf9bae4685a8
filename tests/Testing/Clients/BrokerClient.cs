using RabbitMQ.Client;

namespace OrleansOrders.Testing;

/// <summary>A connection to the broker as any outside program has one; a lost one is opened again at the next use. Used by one test at a time.</summary>
/// <param name="uri">amqp://user:password@host:port/vhost</param>
/// <param name="configure">Changes the settings of each connection.</param>
public sealed class BrokerClient(string uri, Action<ConnectionFactory>? configure = null) : IAsyncDisposable
{
    IConnection? _connection;
    IChannel? _channel;

    /// <summary>A channel that waits for confirms.</summary>
    public async Task<IChannel> ChannelAsync()
    {
        if (_channel is { IsOpen: true }) return _channel;
        await DisposeAsync();
        var factory = new ConnectionFactory { Uri = new(uri), AutomaticRecoveryEnabled = false, ClientProvidedName = "system-tests" };
        configure?.Invoke(factory);
        _connection = await factory.CreateConnectionAsync();
        return _channel = await _connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
    }

    /// <summary>Messages in a queue that nobody has in hand.</summary>
    public async Task<uint> ReadyAsync(string queue) => (await (await ChannelAsync()).QueueDeclarePassiveAsync(queue)).MessageCount;

    public async ValueTask DisposeAsync()
    {
        if (_channel is not null) await _channel.DisposeAsync();
        if (_connection is not null) await _connection.DisposeAsync();
        (_channel, _connection) = (null, null);
    }
}

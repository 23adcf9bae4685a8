using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace OrleansOrders.Testing;

/// <summary>A connection to the broker, like that of an external program; reopened at the next use if lost. Used by one test at a time.</summary>
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

    /// <summary>Number of ready messages in a queue.</summary>
    public async Task<uint> ReadyAsync(string queue) => (await (await ChannelAsync()).QueueDeclarePassiveAsync(queue)).MessageCount;

    /// <summary>Removes and returns every message in the queue.</summary>
    public async Task<List<BrokerMessage>> TakeAllAsync(string queue)
    {
        var channel = await ChannelAsync();
        var messages = new List<BrokerMessage>();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } got) messages.Add(new(got));
        return messages;
    }

    public async ValueTask DisposeAsync()
    {
        if (_channel is not null) await _channel.DisposeAsync();
        if (_connection is not null) await _connection.DisposeAsync();
        (_channel, _connection) = (null, null);
    }
}

/// <summary>A message received from the broker.</summary>
public sealed class BrokerMessage(BasicGetResult got)
{
    // The client's own memory is reused after the call.
    public byte[] Body { get; } = got.Body.ToArray();

    public string Exchange { get; } = got.Exchange;

    public string RoutingKey { get; } = got.RoutingKey;

    public BasicProperties Properties { get; } = new(got.BasicProperties);

    public string MessageId => Properties.MessageId ?? "";

    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>A header's text; empty if it is absent.</summary>
    public string Header(string name) => Properties.Headers is { } headers && headers.TryGetValue(name, out var value)
        ? value is byte[] text ? Encoding.UTF8.GetString(text) : value?.ToString() ?? ""
        : "";
}

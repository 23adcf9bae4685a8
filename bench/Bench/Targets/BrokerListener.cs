using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OrleansOrders.Bench;

/// <summary>Hears messages as they come: the correlation id, and when.</summary>
sealed class BrokerListener : IAsyncDisposable
{
    readonly IConnection _connection;
    readonly IChannel _channel;

    BrokerListener(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    /// <summary>Consumes a queue that exists, and acknowledges each message.</summary>
    public static async Task<BrokerListener> OfQueue(string uri, string queue, Action<string, long> heard)
    {
        var listener = await Open(uri);
        await listener._channel.BasicQosAsync(0, 512, global: false);
        await listener.Consume(queue, heard, acknowledge: true);
        return listener;
    }

    /// <summary>Consumes what is published from now on, by a queue of its own.</summary>
    public static async Task<BrokerListener> OfKeys(string uri, string exchange, IEnumerable<string> keys, Action<string, long> heard)
    {
        var listener = await Open(uri);
        var queue = await listener._channel.QueueDeclareAsync();
        foreach (var key in keys) await listener._channel.QueueBindAsync(queue.QueueName, exchange, key);
        await listener.Consume(queue.QueueName, heard, acknowledge: false);
        return listener;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    static async Task<BrokerListener> Open(string uri)
    {
        var factory = new ConnectionFactory { Uri = new Uri(uri), AutomaticRecoveryEnabled = false };
        var connection = await factory.CreateConnectionAsync("bench");
        return new(connection, await connection.CreateChannelAsync());
    }

    async Task Consume(string queue, Action<string, long> heard, bool acknowledge)
    {
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            heard(message.BasicProperties.CorrelationId ?? "", Stopwatch.GetTimestamp());
            if (acknowledge) await _channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        };
        await _channel.BasicConsumeAsync(queue, autoAck: !acknowledge, consumer);
    }
}

using System.Collections.Concurrent;
using RabbitMQ.Client.Events;

namespace OrleansOrders.RabbitMq.Tests;

/// <summary>A client of the broker outside this system: reads queues, publishes any message, deletes queues.</summary>
sealed class Outsider : IAsyncDisposable
{
    readonly IConnection _connection;

    Outsider(IConnection connection, IChannel channel)
    {
        _connection = connection;
        Channel = channel;
    }

    public IChannel Channel { get; }

    public static async Task<Outsider> Connect(string connectionString)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(connectionString), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
        return new(connection, await connection.CreateChannelAsync());
    }

    public Task<long> Ready(string queue) => Task.Run(async () => (long)await Channel.MessageCountAsync(queue));

    /// <summary>Removes a message from the queue; null if there is none.</summary>
    public Task<BasicGetResult?> Take(string queue) => Channel.BasicGetAsync(queue, autoAck: true);

    /// <summary>Takes everything that is ready now.</summary>
    public async Task<List<string?>> TakeAllIds(string queue)
    {
        var ready = await Ready(queue);
        ConcurrentQueue<string?> ids = [];
        var consumer = new AsyncEventingBasicConsumer(Channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            ids.Enqueue(message.BasicProperties.MessageId);
            return Task.CompletedTask;
        };
        var tag = await Channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        await Eventually.Async(() => ids.Count >= ready, $"{ready} messages taken");
        await Channel.BasicCancelAsync(tag);
        return [.. ids];
    }

    public ValueTask Publish(string exchange, string routingKey, byte[] body, BasicProperties? properties = null) =>
        Channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties ?? new(), body);

    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}

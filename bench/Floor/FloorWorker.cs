using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OrleansOrders.Floor;

/// <summary>Takes orders, writes them, publishes the result, acknowledges: many at once, each in this order.</summary>
sealed class FloorWorker(IChannel channel, FloorTable table, FloorPublisher results) : AsyncDefaultBasicConsumer(channel), IAsyncDisposable
{
    const ushort Prefetch = 256;

    public static async Task<FloorWorker> Open(IConnection connection, FloorTable table, FloorPublisher results)
    {
        var channel = await connection.CreateChannelAsync(new(
            publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false, consumerDispatchConcurrency: 1));
        await channel.BasicQosAsync(0, Prefetch, global: false);
        var worker = new FloorWorker(channel, table, results);
        await channel.BasicConsumeAsync(FloorQueues.Orders, autoAck: false, worker);
        return worker;
    }

    // The body is valid only until this returns; the work goes on beside the next delivery, as far as the prefetch allows.
    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        _ = Work(deliveryTag, body.ToArray());
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => Channel.DisposeAsync();

    async Task Work(ulong tag, byte[] body)
    {
        var order = FloorOrder.Of(body);
        await table.Write(order);
        await results.Publish(order.Id, order.Body);
        await Channel.BasicAckAsync(tag, multiple: false);
    }
}

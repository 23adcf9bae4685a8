using RabbitMQ.Client;

namespace OrleansOrders.Floor;

/// <summary>Works the messages of one queue, many at once, each acknowledged when its work is done.</summary>
/// <param name="channel">For this alone.</param>
/// <param name="work">What is done with a message's body; when it returns, the message is done with.</param>
/// <param name="acknowledge">Acknowledges a delivery.</param>
sealed class Worker(IChannel channel, Func<byte[], Task> work, Func<ulong, ValueTask> acknowledge) : AsyncDefaultBasicConsumer(channel), IAsyncDisposable
{
    const ushort Prefetch = 256;

    /// <summary>Each delivery is acknowledged by itself.</summary>
    public static Task<Worker> Open(IConnection connection, string queue, Func<byte[], Task> work) =>
        Open(connection, queue, work, channel => tag => channel.BasicAckAsync(tag, multiple: false));

    /// <summary>As many deliveries as were done one after the other within some milliseconds are acknowledged together.</summary>
    public static Task<Worker> OpenGathering(IConnection connection, string queue, Func<byte[], Task> work) =>
        Open(connection, queue, work, channel => new GatheredAcknowledgements(channel).Done);

    // The body is valid only until this returns; the work goes on beside the next delivery, as far as the prefetch allows.
    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        _ = Work(deliveryTag, body.ToArray());
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => Channel.DisposeAsync();

    static async Task<Worker> Open(IConnection connection, string queue, Func<byte[], Task> work, Func<IChannel, Func<ulong, ValueTask>> acknowledge)
    {
        var channel = await connection.CreateChannelAsync(new(
            publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false, consumerDispatchConcurrency: 1));
        await channel.BasicQosAsync(0, Prefetch, global: false);
        var worker = new Worker(channel, work, acknowledge(channel));
        await channel.BasicConsumeAsync(queue, autoAck: false, worker);
        return worker;
    }

    async Task Work(ulong tag, byte[] body)
    {
        await work(body);
        await acknowledge(tag);
    }
}

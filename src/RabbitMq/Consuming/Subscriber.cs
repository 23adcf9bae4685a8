using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OrleansOrders.RabbitMq;

/// <summary>Copies deliveries from the connection into memory, in order.</summary>
sealed class Subscriber(
    IChannel channel, string queue, RabbitMqOptions options, TimeProvider time, ChannelWriter<InboundMessage> deliveries, CancellationToken closed)
    : AsyncDefaultBasicConsumer(channel)
{
    readonly Acknowledgements _acknowledgements = new((tag, multiple) => channel.BasicAckAsync(tag, multiple, closed), options.Prefetch, options.AcknowledgeDelay, time);
    readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Sends acknowledgements that are still pending.</summary>
    public ValueTask Flush() => _acknowledgements.Flush();

    /// <summary>
    /// Completes with the reason when no more deliveries will arrive: the channel closed, or the broker cancelled the subscription because
    /// the queue was deleted.
    /// </summary>
    public Task<string> Ended => _ended.Task;

    public override async Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        var delivery = InboundReader.Read(queue, exchange, routingKey, redelivered, properties, body);
        var message = new InboundMessage(Channel, _acknowledgements, deliveryTag, properties, delivery, closed);
        // The channel has room for the whole prefetch. It can be full only while deliveries of a lost channel are not yet discarded.
        if (!deliveries.TryWrite(message)) await deliveries.WriteAsync(message, cancellationToken);
    }

    public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        _ended.TrySetResult("the queue was deleted");
        return base.HandleBasicCancelAsync(consumerTag, cancellationToken);
    }

    public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        _ended.TrySetResult($"{reason.ReplyCode} {reason.ReplyText}");
        return base.HandleChannelShutdownAsync(channel, reason);
    }
}

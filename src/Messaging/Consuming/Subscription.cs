using System.Threading.Channels;
using RabbitMQ.Client;

namespace OrleansOrders.Messaging;

/// <summary>A channel of its own on which one queue is consumed.</summary>
internal sealed class Subscription
{
    readonly IChannel _channel;
    readonly Subscriber _subscriber;
    string _tag = "";

    Subscription(IChannel channel, Subscriber subscriber)
    {
        _channel = channel;
        _subscriber = subscriber;
    }

    public Task<string> Ended => _subscriber.Ended;

    /// <summary>Returns when the broker has acknowledged the subscription.</summary>
    public static async Task<Subscription> Open(Session session, string queue, int prefetch, ChannelWriter<InboundMessage> deliveries, CancellationToken ct)
    {
        // One, explicitly: the subscriber only copies and must keep the order; concurrency is the workers' matter.
        var options = new CreateChannelOptions(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false, consumerDispatchConcurrency: 1);
        var channel = await session.Connection.CreateChannelAsync(options, ct);
        var subscription = new Subscription(channel, new(channel, queue, deliveries));
        try
        {
            await channel.BasicQosAsync(prefetchSize: 0, (ushort)prefetch, global: false, ct);
            subscription._tag = await channel.BasicConsumeAsync(
                queue, autoAck: false, consumerTag: "", noLocal: false, exclusive: false, arguments: null, subscription._subscriber, ct);
            return subscription;
        }
        catch
        {
            await subscription.Close();
            throw;
        }
    }

    /// <summary>Returns when the broker has said that no more deliveries will come; those that came can still be settled.</summary>
    public async Task Cancel()
    {
        if (_channel.IsOpen && !Ended.IsCompleted)
            await _channel.BasicCancelAsync(_tag);
    }

    /// <summary>What is not settled goes back to the queue.</summary>
    public async Task Close()
    {
        await _channel.CloseAsync(Constants.ReplySuccess, "closed by the application", abort: true);
        await _channel.DisposeAsync();
    }
}

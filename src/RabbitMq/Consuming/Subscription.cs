using System.Threading.Channels;
using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>A channel on which one queue is consumed.</summary>
sealed class Subscription
{
    readonly Session _session;
    readonly IChannel _channel;
    readonly Subscriber _subscriber;
    string _tag = "";

    Subscription(Session session, IChannel channel, Subscriber subscriber)
    {
        _session = session;
        _channel = channel;
        _subscriber = subscriber;
    }

    public bool IsOpen => !_subscriber.Ended.IsCompleted && !_session.IsOver;

    /// <summary>Returns when the broker has acknowledged the subscription.</summary>
    public static async Task<Subscription> Open(
        Session session, string queue, RabbitMqOptions limits, TimeProvider time, ChannelWriter<InboundMessage> deliveries, CancellationToken ct)
    {
        // Explicitly 1: the subscriber only copies and must keep the order. The workers provide the concurrency.
        var options = new CreateChannelOptions(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false, consumerDispatchConcurrency: 1);
        using var either = session.OrClosed(ct);
        var channel = await session.Connection.CreateChannelAsync(options, either.Token);
        var subscription = new Subscription(session, channel, new(channel, queue, limits, time, deliveries, session.Closed));
        try
        {
            await channel.BasicQosAsync(prefetchSize: 0, (ushort)limits.Prefetch, global: false, either.Token);
            subscription._tag = await channel.BasicConsumeAsync(
                queue, autoAck: false, consumerTag: "", noLocal: false, exclusive: false, arguments: null, subscription._subscriber, either.Token);
            return subscription;
        }
        catch
        {
            await subscription.Close();
            throw;
        }
    }

    /// <returns>The reason why no more deliveries will arrive.</returns>
    public async Task<string> UntilEnded(CancellationToken ct)
    {
        var connectionEnded = _session.Ended.OnCurrentScheduler();
        return await Task.WhenAny(_subscriber.Ended.OnCurrentScheduler(), connectionEnded).WaitAsync(ct) == connectionEnded ? (await connectionEnded).ToString() : await _subscriber.Ended;
    }

    /// <summary>Cancels the subscription and returns when the broker has confirmed it. Received deliveries can still be settled.</summary>
    public async Task Cancel()
    {
        if (IsOpen) await _channel.BasicCancelAsync(_tag, noWait: false, _session.Closed);
    }

    /// <summary>Closes the channel; unsettled deliveries return to the queue. Does nothing if the connection is lost.</summary>
    public async Task Close()
    {
        if (_session.IsOver) return;
        if (_channel.IsOpen) await _subscriber.Flush();
        await _channel.CloseAsync(Constants.ReplySuccess, "closed by the application", abort: true, _session.Closed);
        await _channel.DisposeAsync().AsTask().WaitAsync(_session.Closed);
    }
}

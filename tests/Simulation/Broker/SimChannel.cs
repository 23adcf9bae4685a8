using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.Simulation;

/// <summary>A channel of a simulated connection: consuming and settling. Publishing is in the other part.</summary>
sealed partial class SimChannel(SimConnection connection, int number, bool confirms) : BareChannel
{
    readonly SortedDictionary<ulong, (SimConsumer Consumer, SimMessage Message)> _unacked = [];
    readonly List<SimConsumer> _consumers = [];
    readonly Queue<Func<Task>> _dispatch = new();
    ulong _tag;
    int _prefetch;
    bool _dispatching;
    bool _brokerIsGone;
    int _consumerNumber;

    public override int ChannelNumber => number;

    public override ShutdownEventArgs? CloseReason => Reason;

    public override bool IsOpen => Reason is null && connection.IsOpen;

    public bool HasRoom => !_brokerIsGone && (_prefetch == 0 || _unacked.Count < _prefetch);

    public bool IsQuiet => _unacked.Count == 0;

    ShutdownEventArgs? Reason { get; set; }

    World World => connection.World;

    public override Task BasicQosAsync(uint prefetchSize, ushort prefetchCount, bool global, CancellationToken cancellationToken = default) =>
        AtOnce(() => _prefetch = prefetchCount, cancellationToken);

    public override Task<string> BasicConsumeAsync(
        string queue, bool autoAck, string consumerTag, bool noLocal, bool exclusive, IDictionary<string, object?>? arguments, IAsyncBasicConsumer consumer,
        CancellationToken cancellationToken = default) =>
        Ask(() =>
        {
            if (!World.Broker.Queues.TryGetValue(queue, out var found)) return Fail<string>(Constants.NotFound, $"NOT_FOUND - no queue '{queue}'");
            var subscription = new SimConsumer(this, found, $"ctag-{number}-{++_consumerNumber}", autoAck, consumer);
            _consumers.Add(subscription);
            found.Consumers.Add(subscription);
            found.Serve();
            return Task.FromResult(subscription.Tag);
        }, cancellationToken);

    public override Task BasicCancelAsync(string consumerTag, bool noWait = false, CancellationToken cancellationToken = default) => Ask(() =>
    {
        foreach (var consumer in _consumers.FindAll(consumer => consumer.Tag == consumerTag)) End(consumer);
        return Task.FromResult(true);
    }, cancellationToken);

    public override ValueTask BasicAckAsync(ulong deliveryTag, bool multiple, CancellationToken cancellationToken = default)
    {
        if (Closed() is { } closed) return ValueTask.FromException(closed);
        connection.Send(() => Settle(deliveryTag, multiple, message: null));
        return ValueTask.CompletedTask;
    }

    public override ValueTask BasicNackAsync(ulong deliveryTag, bool multiple, bool requeue, CancellationToken cancellationToken = default)
    {
        if (Closed() is { } closed) return ValueTask.FromException(closed);
        connection.Send(() => Settle(deliveryTag, multiple, requeue ? entry => entry.Consumer.Queue.PutBack(entry.Message) : null));
        return ValueTask.CompletedTask;
    }

    public override Task<BasicGetResult?> BasicGetAsync(string queue, bool autoAck, CancellationToken cancellationToken = default) => Ask(() =>
    {
        if (!autoAck) throw new NotSupportedException("Only what is taken for good can be got.");
        return World.Broker.Queues.GetValueOrDefault(queue) is { } found && found.TakeFirst() is { } message
            ? Task.FromResult<BasicGetResult?>(new(++_tag, message.Redelivered, message.Exchange, message.RoutingKey, (uint)found.Ready, message.Properties, message.Body))
            : Task.FromResult<BasicGetResult?>(null);
    }, cancellationToken);

    public override async Task CloseAsync(ushort replyCode, string replyText, bool abort, CancellationToken cancellationToken = default)
    {
        if (Reason is not null) return;
        connection.Send(LeaveBroker);
        await LoseClient(new(ShutdownInitiator.Application, replyCode, replyText));
    }

    public override async ValueTask DisposeAsync()
    {
        if (IsOpen) await CloseAsync(Constants.ReplySuccess, "disposed", abort: true, CancellationToken.None);
    }

    /// <summary>Delivers a message to the client, which holds it until it settles it.</summary>
    public void Deliver(SimConsumer consumer, SimMessage message)
    {
        var tag = ++_tag;
        if (!consumer.AutoAck) _unacked.Add(tag, (consumer, message));
        connection.Reply(() => Dispatch(() => consumer.Handler.HandleBasicDeliverAsync(
            consumer.Tag, tag, message.Redelivered, message.Exchange, message.RoutingKey, message.Properties, message.Body, CancellationToken.None)));
    }

    public void CancelledByBroker(SimConsumer consumer)
    {
        End(consumer);
        connection.Reply(() => Dispatch(() => consumer.Handler.HandleBasicCancelAsync(consumer.Tag, CancellationToken.None)));
    }

    /// <summary>Closes the channel at the broker: unsettled messages are requeued.</summary>
    public void LeaveBroker()
    {
        if (_brokerIsGone) return;
        _brokerIsGone = true;
        foreach (var consumer in _consumers.ToArray()) End(consumer);
        var back = _unacked.Values.Reverse().ToArray();
        _unacked.Clear();
        foreach (var (consumer, message) in back) consumer.Queue.PutBack(message);
    }

    /// <summary>Notifies the client of the end.</summary>
    public async Task LoseClient(ShutdownEventArgs reason)
    {
        if (Reason is not null) return;
        Reason = reason;
        Abandon(reason);
        foreach (var consumer in _consumers.ToArray()) await consumer.Handler.HandleChannelShutdownAsync(this, reason);
        foreach (var consumer in _ended) await consumer.Handler.HandleChannelShutdownAsync(this, reason);
        await RaiseShutdown(reason);
    }

    readonly List<SimConsumer> _ended = [];

    void End(SimConsumer consumer)
    {
        if (_consumers.Remove(consumer)) _ended.Add(consumer);
        consumer.Queue.Consumers.Remove(consumer);
    }

    void Settle(ulong tag, bool multiple, Action<(SimConsumer Consumer, SimMessage Message)>? message)
    {
        ulong[] tags = multiple ? [.. _unacked.Keys.TakeWhile(open => open <= tag)] : [tag];
        if (!_unacked.ContainsKey(tag))
        {
            if (connection.Process is not null) World.Violate("settling", $"delivery {tag} of channel {number} was settled twice");
            CloseByBroker(new(ShutdownInitiator.Peer, Constants.PreconditionFailed, $"PRECONDITION_FAILED - unknown delivery tag {tag}"));
            return;
        }

        foreach (var open in tags)
        {
            var entry = _unacked[open];
            _unacked.Remove(open);
            message?.Invoke(entry);
            World.Trace.Say("broker", $"{entry.Message.Properties.MessageId} of {entry.Consumer.Queue.Name} is settled");
        }

        foreach (var consumer in _consumers) consumer.Queue.Serve();
    }

    // As in the client library: one after the other, in order.
    void Dispatch(Func<Task> work)
    {
        _dispatch.Enqueue(work);
        if (_dispatching) return;
        _dispatching = true;
        connection.OnClient(async () =>
        {
            while (_dispatch.TryDequeue(out var next)) await next();
            _dispatching = false;
        });
    }

    // As in the library, a call on a closed channel fails through its task and never synchronously.
    AlreadyClosedException? Closed() => (Reason ?? connection.Reason) is { } reason ? new(reason) : null;

    void ThrowIfClosed()
    {
        if (Closed() is { } closed) throw closed;
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.RabbitMq;

sealed partial class FormerQueue(
    FormerQueueDefinition former, Connections connections, Settler settler, IOptions<RabbitMqOptions> options, TimeProvider time, MessagingTelemetry telemetry, ILogger<FormerQueue> logger) : IFormerQueue
{
    /// <summary>Maximum number of messages per call, so that a long queue does not delay other work.</summary>
    const int MostAtOnce = 200;

    /// <summary>Failures after which a call ends: the next one tries again.</summary>
    const int MostFailures = 5;

    readonly HandlerInvoker _invoker = new(former.Name, time, telemetry);
    readonly InHand _inHand = new(time);
    long? _quietSince;

    public async Task<bool> Work(IMessageHandler handler, CancellationToken ct)
    {
        if (connections.Consuming.Current is not { } session) return false;
        using var either = session.OrClosed(ct);
        if (await Find(session, former.Name, either.Token) is null) return true;
        var quiet = await Drain(session, handler, either.Token);

        // The quiet period lets processes of the former version settle the deliveries that they hold.
        if (!quiet) _quietSince = null;
        else _quietSince ??= time.GetTimestamp();
        if (_quietSince is not { } since || time.GetElapsedTime(since) < options.Value.HeldTooLong) return false;
        await Delete(session, either.Token);
        LogDeleted(former.Name);
        return true;
    }

    /// <returns>True if there were no messages, the delay queues are empty, and the queue has no consumer.</returns>
    async Task<bool> Drain(Session session, IMessageHandler handler, CancellationToken ct)
    {
        await using var channel = await session.Connection.CreateChannelAsync(cancellationToken: ct);

        // A process of the former version may have restored the bindings when it connected.
        foreach (var binding in former.Bindings) await channel.QueueUnbindAsync(binding.Queue, binding.Exchange, binding.Pattern, cancellationToken: ct);

        // A few messages that fail do not block those behind them. Unsettled messages return to the queue when the channel closes.
        var (count, failures) = (0, 0);
        for (; count < MostAtOnce && failures < MostFailures && await channel.BasicGetAsync(former.Name, autoAck: false, ct) is { } got; count++)
        {
            if (!await Work(channel, got, handler, session, ct)) failures++;
        }

        await _inHand.HeldEnded();

        var main = await Find(session, former.Name, ct);
        var quiet = count == 0 && main is { MessageCount: 0, ConsumerCount: 0 };
        foreach (var delay in DelayQueues()) quiet &= await Find(session, delay, ct) is null or { MessageCount: 0 };
        return quiet;
    }

    /// <returns>False if the handler failed: the message stays unsettled.</returns>
    async Task<bool> Work(IChannel channel, BasicGetResult got, IMessageHandler handler, Session session, CancellationToken ct)
    {
        var delivery = InboundReader.Read(former.Name, got.Exchange, got.RoutingKey, got.Redelivered, got.BasicProperties, got.Body);
        var acknowledgements = new Acknowledgements((tag, multiple) => channel.BasicAckAsync(tag, multiple, ct), prefetch: 0, delay: TimeSpan.Zero, time);
        var message = new InboundMessage(channel, acknowledgements, got.DeliveryTag, got.BasicProperties, delivery, session.Closed);
        var outcome = Outcome.OfEnvelope(delivery) ?? await _invoker.One(handler, delivery, ct);
        if (outcome.Failure is { } failure)
        {
            LogLeft(delivery.MessageId, former.Name, ErrorText.Of(failure));
            return false;
        }

        _inHand.Begin(message);
        await settler.Settle(message, outcome, _inHand, ct);
        return true;
    }

    // Only classic queues support "delete if empty": for a quorum queue the broker closes the connection.
    async Task Delete(Session session, CancellationToken ct)
    {
        await using var channel = await session.Connection.CreateChannelAsync(cancellationToken: ct);
        foreach (var queue in DelayQueues().Append(former.Name))
            await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: options.Value.QueueType is QueueType.Classic, cancellationToken: ct);
    }

    IEnumerable<string> DelayQueues() => options.Value.RetryDelays.Select(delay => BrokerNames.RetryQueue(former.Name, delay));

    static async Task<QueueDeclareOk?> Find(Session session, string queue, CancellationToken ct)
    {
        await using var channel = await session.Connection.CreateChannelAsync(cancellationToken: ct);
        try
        {
            return await channel.QueueDeclarePassiveAsync(queue, ct);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return null;
        }
    }

    [LoggerMessage(2310, LogLevel.Information, "The queue {Queue} of a former version was empty and is deleted")]
    partial void LogDeleted(string queue);

    [LoggerMessage(2311, LogLevel.Warning, "Message {MessageId} stays in the queue {Queue} of a former version: {Error}")]
    partial void LogLeft(string? messageId, string queue, string error);
}

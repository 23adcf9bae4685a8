using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.RabbitMq;

internal sealed partial class FormerQueue(
    FormerQueueDefinition former, Connections connections, Settler settler, IOptions<RabbitMqOptions> options, TimeProvider time, MessagingTelemetry telemetry, ILogger<FormerQueue> logger) : IFormerQueue
{
    /// <summary>Most messages in one call, so that a long queue holds up nothing else.</summary>
    const int MostAtOnce = 200;

    readonly HandlerInvoker _invoker = new(former.Name, time, telemetry);
    readonly InHand _inHand = new(time);
    long? _quietSince;

    public async Task<bool> Work(IMessageHandler handler, CancellationToken ct)
    {
        if (connections.Consuming.Current is not { } session) return false;
        using var either = session.OrClosed(ct);
        if (await Find(session, former.Name, either.Token) is null) return true;
        var quiet = await Drain(session, handler, either.Token);

        // What was about to be settled by a process of the version before has been by then.
        if (!quiet) _quietSince = null;
        else _quietSince ??= time.GetTimestamp();
        if (_quietSince is not { } since || time.GetElapsedTime(since) < options.Value.HeldTooLong) return false;
        await Delete(session, either.Token);
        LogDeleted(former.Name);
        return true;
    }

    /// <returns>Whether nothing was there, nothing waits in a delay queue, and nobody consumes it.</returns>
    async Task<bool> Drain(Session session, IMessageHandler handler, CancellationToken ct)
    {
        await using var channel = await session.Connection.CreateChannelAsync(cancellationToken: ct);

        // A process of the version before may have bound it again when it connected.
        foreach (var binding in former.Bindings)
            await channel.QueueUnbindAsync(binding.Queue, binding.Exchange, binding.Pattern, cancellationToken: ct);

        // A message that fails now stops none of those behind it; what is not settled goes back with the channel.
        var count = 0;
        for (; count < MostAtOnce && await channel.BasicGetAsync(former.Name, autoAck: false, ct) is { } got; count++)
            await Work(channel, got, handler, session, ct);
        await _inHand.HeldEnded();

        var main = await Find(session, former.Name, ct);
        var quiet = count == 0 && main is { MessageCount: 0, ConsumerCount: 0 };
        foreach (var delay in DelayQueues())
            quiet &= await Find(session, delay, ct) is null or { MessageCount: 0 };
        return quiet;
    }

    async Task Work(IChannel channel, BasicGetResult got, IMessageHandler handler, Session session, CancellationToken ct)
    {
        var delivery = InboundReader.Read(former.Name, got.Exchange, got.RoutingKey, got.Redelivered, got.BasicProperties, got.Body);
        var acknowledgements = new Acknowledgements((tag, multiple) => channel.BasicAckAsync(tag, multiple, ct), prefetch: 0, delay: TimeSpan.Zero, time);
        var message = new InboundMessage(channel, acknowledgements, got.DeliveryTag, got.BasicProperties, delivery, session.Closed);
        var outcome = Outcome.OfEnvelope(delivery) ?? await _invoker.One(handler, delivery, ct);
        if (outcome.Failure is { } failure)
        {
            LogLeft(delivery.MessageId, former.Name, ErrorText.Of(failure));
            return;
        }

        _inHand.Begin(message);
        await settler.Settle(message, outcome, _inHand, ct);
    }

    // Only a classic queue can be asked to be deleted if it is empty: a quorum queue answers by closing the connection.
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

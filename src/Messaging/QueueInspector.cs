using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.Messaging;

internal sealed partial class QueueInspector(Connections connections, ILogger<QueueInspector> logger) : IQueueInspector
{
    public async Task<QueueDepth?> Depth(string queue, CancellationToken ct)
    {
        if (connections.Publishing.Current is not { } session)
            return null;
        using var either = session.OrClosed(ct);
        try
        {
            // A channel for the question alone: the answer "no such queue" closes it.
            await using var channel = await session.Connection.CreateChannelAsync(cancellationToken: either.Token);
            var found = await channel.QueueDeclarePassiveAsync(queue, either.Token);
            return new(found.MessageCount, (int)found.ConsumerCount);
        }
        catch (Exception e) when (e is RabbitMQClientException or IOException or TimeoutException or ObjectDisposedException ||
                                  (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            LogUnknown(queue, ErrorText.Of(e));
            return null;
        }
    }

    [LoggerMessage(2300, LogLevel.Debug, "The depth of {Queue} cannot be known: {Error}")]
    partial void LogUnknown(string queue, string error);
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.RabbitMq;

sealed partial class QueueInspector(Connections connections, Topology topology, IOptions<RabbitMqOptions> options, ILogger<QueueInspector> logger) : IQueueInspector
{
    public async Task<QueueDepth?> Depth(string queue, CancellationToken ct) => (await Ask([queue], ct)).GetValueOrDefault(queue);

    public Task<Dictionary<string, QueueDepth>> Depths(CancellationToken ct) => Ask([.. DeclaredQueue.All(topology, options.Value).Select(queue => queue.Name)], ct);

    async Task<Dictionary<string, QueueDepth>> Ask(IReadOnlyList<string> queues, CancellationToken ct)
    {
        var depths = new Dictionary<string, QueueDepth>();
        // A broker in alarm reads no requests on a publishing connection.
        if (connections.Publishing.Current is not { Blocked: null } session) return depths;
        using var either = session.OrClosed(ct);
        IChannel? channel = null;
        try
        {
            foreach (var queue in queues)
            {
                channel ??= await session.Connection.CreateChannelAsync(cancellationToken: either.Token);
                try
                {
                    var found = await channel.QueueDeclarePassiveAsync(queue, either.Token);
                    depths[queue] = new(found.MessageCount, (int)found.ConsumerCount);
                }
                catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
                {
                    // The broker closes the channel if the queue does not exist.
                    LogUnknown(queue, ErrorText.Of(e));
                    await channel.DisposeAsync();
                    channel = null;
                }
            }
        }
        catch (Exception e) when (IsLost(e) && !ct.IsCancellationRequested)
        {
            LogUnknown(string.Join(", ", queues.Where(queue => !depths.ContainsKey(queue))), ErrorText.Of(e));
        }
        finally
        {
            if (channel is not null) await channel.DisposeAsync();
        }

        return depths;
    }

    static bool IsLost(Exception e) => e is RabbitMQClientException or IOException or TimeoutException or ObjectDisposedException or OperationCanceledException;

    [LoggerMessage(2300, LogLevel.Debug, "The depth of {Queue} cannot be known: {Error}")]
    partial void LogUnknown(string queue, string error);
}

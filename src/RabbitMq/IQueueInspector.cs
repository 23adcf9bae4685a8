namespace OrleansOrders.RabbitMq;

public interface IQueueInspector
{
    /// <summary>
    /// Requests the queue's depth from the broker (passive declare). Null if it is unknown: the queue does not exist or the broker is unavailable.
    /// </summary>
    Task<QueueDepth?> Depth(string queue, CancellationToken ct);

    /// <summary>
    /// The depths of all declared queues, including delay queues, by name. Unknown depths are absent; all are while the broker is in alarm.
    /// </summary>
    Task<Dictionary<string, QueueDepth>> Depths(CancellationToken ct);
}

/// <param name="Ready">Messages waiting for delivery, without delivered messages that are not yet acknowledged.</param>
/// <param name="Consumers">Number of subscriptions of all processes.</param>
public sealed record QueueDepth(long Ready, int Consumers);

namespace OrleansOrders.RabbitMq;

public interface IQueueInspector
{
    /// <summary>Asks the broker (passive declare). Null when it cannot be known: no such queue, or no broker.</summary>
    Task<QueueDepth?> Depth(string queue, CancellationToken ct);

    /// <summary>The same for every queue of ours, delay queues among them, by name. What cannot be known is missing: all of it while the broker is in alarm.</summary>
    Task<Dictionary<string, QueueDepth>> Depths(CancellationToken ct);
}

/// <param name="Ready">Messages waiting to be delivered; those with a consumer, not yet acknowledged, are not among them.</param>
/// <param name="Consumers">Subscriptions of all processes.</param>
public sealed record QueueDepth(long Ready, int Consumers);

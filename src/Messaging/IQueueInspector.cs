namespace OrleansOrders.Messaging;

public interface IQueueInspector
{
    /// <summary>Asks the broker (passive declare). Null when it cannot be known: no such queue, or no broker.</summary>
    Task<QueueDepth?> Depth(string queue, CancellationToken ct);
}

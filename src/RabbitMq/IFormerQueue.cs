namespace OrleansOrders.RabbitMq;

/// <summary>The queue of <see cref="Topology.Former"/>, to which this version publishes nothing.</summary>
public interface IFormerQueue
{
    /// <summary>
    /// Removes the queue's bindings and passes its ready messages to <paramref name="handler"/>, a bounded number per call. Deletes the
    /// queue and its delay queues after they have been empty and without a consumer for <see cref="RabbitMqOptions.HeldTooLong"/>. If the
    /// handler throws, its message stays in the queue. Only one process at a time may call this.
    /// </summary>
    /// <returns>True if the queue does not exist or was deleted.</returns>
    Task<bool> Work(IMessageHandler handler, CancellationToken ct);
}

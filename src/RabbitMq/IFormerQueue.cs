namespace OrleansOrders.RabbitMq;

/// <summary>The queue of <see cref="Topology.Former"/>, which nothing of this version publishes to.</summary>
public interface IFormerQueue
{
    /// <summary>
    /// Takes its bindings away, has <paramref name="handler"/> work what is ready in it, a bounded number of messages a call, and deletes it with its delay queues once they have been empty, and without a
    /// consumer, for <see cref="RabbitMqOptions.HeldTooLong"/>. What the handler throws leaves its message in the queue. One process at a time may do this.
    /// </summary>
    /// <returns>True: there is no such queue, or none any more.</returns>
    Task<bool> Work(IMessageHandler handler, CancellationToken ct);
}

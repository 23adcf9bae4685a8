namespace OrleansOrders.RabbitMq;

public enum QueueType
{
    /// <summary>Replicated, and the faster one with confirms.</summary>
    Quorum,

    /// <summary>For brokers without quorum queues, or a single node that is short of memory.</summary>
    Classic,
}

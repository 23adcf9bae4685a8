namespace OrleansOrders.RabbitMq;

/// <summary>A queue as it is declared.</summary>
internal sealed record DeclaredQueue(string Name, IReadOnlyDictionary<string, object?> Arguments)
{
    /// <summary>Every queue, each with its delay queues behind it.</summary>
    public static IEnumerable<DeclaredQueue> All(Topology topology, RabbitMqOptions options)
    {
        foreach (var queue in topology.Queues)
        {
            yield return new(queue.Name, QueueArguments.Of(options.QueueType));
            foreach (var delay in queue.Retries ? options.RetryDelays : [])
                yield return new(BrokerNames.RetryQueue(queue.Name, delay), QueueArguments.OfRetry(options.QueueType, queue.Name, delay));
        }
    }
}

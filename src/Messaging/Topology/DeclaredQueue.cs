namespace OrleansOrders.Messaging;

/// <summary>A queue as it is declared.</summary>
internal sealed record DeclaredQueue(string Name, IReadOnlyDictionary<string, object?> Arguments)
{
    /// <summary>Every queue, with the delay queues for <paramref name="attempts"/> attempts.</summary>
    public static IEnumerable<DeclaredQueue> All(QueueType type, int attempts)
    {
        foreach (var queue in BrokerTopology.Queues)
        {
            yield return new(queue.Name, QueueArguments.Of(type));
            for (var retry = 1; queue.Retries && retry < attempts; retry++)
                yield return new(Queues.Retry(queue.Name, retry), QueueArguments.OfRetry(type, queue.Name));
        }
    }
}

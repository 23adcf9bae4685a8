namespace OrleansOrders.RabbitMq;

/// <summary>
/// The arguments queues are declared with: only those that correctness needs, since a queue's arguments cannot be changed later.
/// </summary>
internal static class QueueArguments
{
    /// <summary>
    /// Practically never. RabbitMQ drops a message delivered more often than the limit, 20 times by default from 4.0; -1 means unlimited there
    /// and is refused before, a large number is taken by all.
    /// </summary>
    public const int DeliveryLimit = int.MaxValue;

    public static Dictionary<string, object?> Of(QueueType type) => type switch
    {
        QueueType.Quorum => new() { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = DeliveryLimit },
        _ => new() { ["x-queue-type"] = "classic" },
    };

    /// <summary>
    /// What has waited for <paramref name="delay"/> goes back to <paramref name="queue"/> alone, through the default exchange. The wait is the queue's:
    /// the broker ends only that of the first message, so one with a longer wait of its own, or with none, would hold up all behind it.
    /// At-least-once needs the overflow mode beside it; without it the broker may lose a message while it moves it.
    /// </summary>
    public static Dictionary<string, object?> OfRetry(QueueType type, string queue, TimeSpan delay)
    {
        var arguments = Of(type);
        arguments["x-message-ttl"] = (long)delay.TotalMilliseconds;
        arguments["x-dead-letter-exchange"] = BrokerNames.DefaultExchange;
        arguments["x-dead-letter-routing-key"] = queue;
        if (type == QueueType.Quorum)
        {
            arguments["x-dead-letter-strategy"] = "at-least-once";
            arguments["x-overflow"] = "reject-publish";
        }

        return arguments;
    }
}

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

namespace OrleansOrders.RabbitMq;

/// <summary>The arguments of declared queues. Only those required for correctness, because they cannot be changed later.</summary>
static class QueueArguments
{
    /// <summary>
    /// Practically unlimited. RabbitMQ drops a message that was delivered more often than the limit (20 by default from 4.0). -1 means
    /// unlimited there but is rejected by earlier versions; all versions accept a large number.
    /// </summary>
    public const int DeliveryLimit = int.MaxValue;

    public static Dictionary<string, object?> Of(QueueType type) => type switch
    {
        QueueType.Quorum => new() { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = DeliveryLimit },
        _ => new() { ["x-queue-type"] = "classic" },
    };

    /// <summary>
    /// Arguments of a delay queue: after <paramref name="delay"/> a message returns to <paramref name="queue"/> only, through the default
    /// exchange. The delay is set on the queue: the broker expires only the first message, so a message with a longer TTL, or none, would
    /// block those behind it. At-least-once dead-lettering requires the overflow mode; without it the broker may lose a message while
    /// moving it.
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

/// <summary>A queue with the arguments it is declared with.</summary>
sealed record DeclaredQueue(string Name, IReadOnlyDictionary<string, object?> Arguments)
{
    /// <summary>Every queue, each followed by its delay queues.</summary>
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

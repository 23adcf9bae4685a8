using System.Globalization;

namespace OrleansOrders.RabbitMq;

/// <summary>The exchanges, queues and bindings that the processes declare and publish to; all durable.</summary>
public sealed class Topology
{
    readonly Dictionary<string, string[]> _patternsByExchange;

    /// <summary>Creates a topology. <paramref name="queues"/> includes <see cref="BrokerNames.DeadLetterQueue"/>.</summary>
    /// <exception cref="ArgumentException">That queue is missing, or a binding names an exchange or a queue that is not declared.</exception>
    public Topology(IReadOnlyList<ExchangeDefinition> exchanges, IReadOnlyList<QueueDefinition> queues, IReadOnlyList<BindingDefinition> bindings)
    {
        if (bindings.FirstOrDefault(binding => !exchanges.Any(exchange => exchange.Name == binding.Exchange) || !queues.Any(queue => queue.Name == binding.Queue)) is { } odd)
            throw new ArgumentException($"{odd} names an exchange or a queue that is not declared.", nameof(bindings));
        if (!queues.Any(queue => queue.Name == BrokerNames.DeadLetterQueue))
            throw new ArgumentException($"The queue {BrokerNames.DeadLetterQueue} is missing.", nameof(queues));
        (Exchanges, Queues, Bindings) = (exchanges, queues, bindings);
        _patternsByExchange = exchanges.ToDictionary(
            exchange => exchange.Name,
            exchange => bindings.Where(binding => binding.Exchange == exchange.Name).Select(binding => binding.Pattern).ToArray());
    }

    public IReadOnlyList<ExchangeDefinition> Exchanges { get; }

    public IReadOnlyList<QueueDefinition> Queues { get; }

    public IReadOnlyList<BindingDefinition> Bindings { get; }

    /// <summary>Whether the exchange is declared. Publishing to a missing exchange closes the channel for all its users.</summary>
    public bool Knows(string exchange) => exchange == BrokerNames.DefaultExchange || _patternsByExchange.ContainsKey(exchange);

    /// <summary>
    /// Whether a queue of the topology must receive the message, so that it is published as mandatory. A message only for external
    /// subscribers may be unroutable.
    /// </summary>
    public bool HasQueueFor(string exchange, string routingKey)
    {
        if (exchange == BrokerNames.DefaultExchange) return true;
        foreach (var pattern in _patternsByExchange[exchange])
        {
            if (TopicPattern.Matches(pattern, routingKey)) return true;
        }

        return false;
    }

    /// <summary>Whether the queue may be consumed and dead letters can be replayed to it.</summary>
    public bool IsWorkQueue(string? name) => Queues.Any(queue => queue.Retries && queue.Name == name);
}

/// <summary>A durable exchange. <paramref name="Kind"/> is <c>topic</c> or <c>direct</c>.</summary>
public sealed record ExchangeDefinition(string Name, string Kind);

/// <summary>A durable queue.</summary>
public sealed record QueueDefinition(string Name)
{
    /// <summary>
    /// Whether the queue may be consumed: a message with a temporary failure waits in the queue's delay queues. False for the dead-letter
    /// queue, whose messages are never retried.
    /// </summary>
    public bool Retries { get; init; } = true;
}

/// <summary>Messages of <paramref name="Exchange"/> whose key matches <paramref name="Pattern"/> go to <paramref name="Queue"/>.</summary>
public sealed record BindingDefinition(string Queue, string Exchange, string Pattern);

/// <summary>Bindings that depend on a setting. A process that registers none does not change them.</summary>
/// <param name="Bindings">Bound if wanted, unbound otherwise.</param>
/// <param name="Wanted">The setting.</param>
public sealed record OptionalBindings(IReadOnlyList<BindingDefinition> Bindings, bool Wanted);

/// <summary>The names that the transport defines or relies on.</summary>
public static class BrokerNames
{
    /// <summary>The broker's default exchange: the routing key is the queue's name.</summary>
    public const string DefaultExchange = "";

    /// <summary>Dead letters, each with its reason in <see cref="MessageHeaders"/>.</summary>
    public const string DeadLetterQueue = "dlq";

    /// <summary>The delay queue in which a message of <paramref name="queue"/> waits <paramref name="delay"/> for its next attempt.</summary>
    public static string RetryQueue(string queue, TimeSpan delay) => string.Create(CultureInfo.InvariantCulture, $"{queue}.retry.{(long)delay.TotalMilliseconds}ms");
}

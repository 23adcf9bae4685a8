using System.Globalization;

namespace OrleansOrders.RabbitMq;

/// <summary>The exchanges, queues and bindings that the processes of a system declare and publish to; all durable.</summary>
public sealed class Topology
{
    readonly Dictionary<string, string[]> _patternsByExchange;

    /// <summary>With everything in it, <see cref="BrokerNames.DeadLetterQueue"/> included.</summary>
    /// <exception cref="ArgumentException">A binding names an exchange or a queue that is not among these.</exception>
    public Topology(
        IReadOnlyList<ExchangeDefinition> exchanges, IReadOnlyList<QueueDefinition> queues, IReadOnlyList<BindingDefinition> bindings, FormerQueueDefinition? former = null)
    {
        if (bindings.FirstOrDefault(binding => !exchanges.Any(exchange => exchange.Name == binding.Exchange) || !queues.Any(queue => queue.Name == binding.Queue)) is { } odd)
            throw new ArgumentException($"{odd} names an exchange or a queue that is not declared.", nameof(bindings));
        (Exchanges, Queues, Bindings, Former) = (exchanges, queues, bindings, former);
        _patternsByExchange = exchanges.ToDictionary(
            exchange => exchange.Name,
            exchange => bindings.Where(binding => binding.Exchange == exchange.Name).Select(binding => binding.Pattern).ToArray());
    }

    public IReadOnlyList<ExchangeDefinition> Exchanges { get; }

    public IReadOnlyList<QueueDefinition> Queues { get; }

    public IReadOnlyList<BindingDefinition> Bindings { get; }

    /// <summary>The queue of versions before, which is not declared; null where there was none.</summary>
    public FormerQueueDefinition? Former { get; }

    /// <summary>Publishing to an exchange that does not exist would close the channel for everyone on it.</summary>
    public bool Knows(string exchange) => exchange == BrokerNames.DefaultExchange || _patternsByExchange.ContainsKey(exchange);

    /// <summary>A queue of the system must take the message, so it is published mandatory. A message that only outsiders listen to may go nowhere.</summary>
    public bool HasQueueFor(string exchange, string routingKey)
    {
        if (exchange == BrokerNames.DefaultExchange)
            return true;
        foreach (var pattern in _patternsByExchange[exchange])
        {
            if (TopicPattern.Matches(pattern, routingKey))
                return true;
        }

        return false;
    }

    /// <summary>Whether a consumer may work the queue, and letters can be replayed to it.</summary>
    public bool IsWorkQueue(string? name) => Queues.Any(queue => queue.Retries && queue.Name == name);
}

/// <summary>A durable exchange. <paramref name="Kind"/> is <c>topic</c> or <c>direct</c>.</summary>
public sealed record ExchangeDefinition(string Name, string Kind);

/// <summary>A durable queue.</summary>
public sealed record QueueDefinition(string Name)
{
    /// <summary>A consumer may work it: a message that fails for a passing reason waits in the queue's delay queues. False for the dead-letter queue, whose messages are never retried.</summary>
    public bool Retries { get; init; } = true;
}

/// <summary>Messages of <paramref name="Exchange"/> whose key matches <paramref name="Pattern"/> go to <paramref name="Queue"/>.</summary>
public sealed record BindingDefinition(string Queue, string Exchange, string Pattern);

/// <summary>Bindings that depend on a setting. A process that registers none leaves them as they are.</summary>
/// <param name="Bindings">Bound when wanted, unbound when not.</param>
/// <param name="Wanted">What the setting says.</param>
public sealed record OptionalBindings(IReadOnlyList<BindingDefinition> Bindings, bool Wanted);

/// <summary>A queue that versions before declared. A process that finds it takes its bindings away, works the messages left in it, and deletes it.</summary>
public sealed record FormerQueueDefinition(string Name, IReadOnlyList<BindingDefinition> Bindings);

/// <summary>The names that the transport itself gives or relies on.</summary>
public static class BrokerNames
{
    /// <summary>The broker's default exchange: the routing key is the name of a queue.</summary>
    public const string DefaultExchange = "";

    /// <summary>Dead letters, each with its reason in <see cref="MessageHeaders"/>.</summary>
    public const string DeadLetterQueue = "dlq";

    /// <summary>The delay queue in which a message of <paramref name="queue"/> waits <paramref name="delay"/> for its next attempt.</summary>
    public static string RetryQueue(string queue, TimeSpan delay) => string.Create(CultureInfo.InvariantCulture, $"{queue}.retry.{(long)delay.TotalMilliseconds}ms");
}

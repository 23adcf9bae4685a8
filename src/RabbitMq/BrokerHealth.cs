namespace OrleansOrders.RabbitMq;

public sealed record BrokerHealth
{
    /// <summary>Every connection of this process is open and the topology is declared.</summary>
    public required bool Connected { get; init; }

    /// <summary>
    /// For each queue that this process consumes: whether the broker has acknowledged the subscription on the current channel.
    /// </summary>
    public required IReadOnlyDictionary<string, bool> Consuming { get; init; }

    /// <summary>
    /// Queues of which this process has held a message for longer than <see cref="RabbitMqOptions.HeldTooLong"/> without settling it.
    /// </summary>
    public IReadOnlyList<string> Holding { get; init; } = [];

    /// <summary>Why the broker accepts no publishes (memory or disk alarm); null if it does.</summary>
    public string? Blocked { get; init; }

    /// <summary>
    /// Whether a publish can succeed. While false, each publish waits for its whole deadline, so a caller should skip optional publishes.
    /// </summary>
    public bool TakesPublishes => Connected && Blocked is null;

    /// <summary>The last failure, without secrets; null if there is none.</summary>
    public string? Error { get; init; }
}

/// <summary>Reports the state of the broker connections; reading it does no I/O.</summary>
public interface IBrokerHealth
{
    BrokerHealth Current { get; }
}

sealed class BrokerHealthMonitor(Connections connections, Consumers consumers) : IBrokerHealth
{
    public BrokerHealth Current
    {
        get
        {
            var sessions = connections.Used.Select(connection => connection.Current).ToList();
            return new()
            {
                Connected = sessions.TrueForAll(session => session is not null),
                Consuming = consumers.All.ToDictionary(consumer => consumer.Queue, consumer => consumer.IsConsuming),
                Holding = [.. consumers.All.Where(consumer => consumer.IsHolding).Select(consumer => consumer.Queue)],
                Blocked = sessions.Select(session => session?.Blocked).FirstOrDefault(reason => reason is not null),
                Error = connections.Used.Select(connection => connection.Error).Concat(consumers.All.Select(consumer => consumer.Error)).FirstOrDefault(error => error is not null),
            };
        }
    }
}

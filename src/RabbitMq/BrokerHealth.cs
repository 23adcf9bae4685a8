namespace OrleansOrders.RabbitMq;

public sealed record BrokerHealth
{
    /// <summary>Every connection of this process is open and the topology is declared.</summary>
    public required bool Connected { get; init; }

    /// <summary>For each queue that this process consumes: whether the broker has acknowledged the subscription on the present channel.</summary>
    public required IReadOnlyDictionary<string, bool> Consuming { get; init; }

    /// <summary>Queues of which this process has had a message in hand for longer than <see cref="RabbitMqOptions.HeldTooLong"/>, neither done nor set aside.</summary>
    public IReadOnlyList<string> Holding { get; init; } = [];

    /// <summary>Why the broker takes no publishes (memory or disk alarm), else null.</summary>
    public string? Blocked { get; init; }

    /// <summary>A publish can succeed. While false, each publish waits for its whole deadline, so a caller that can do without it should not publish.</summary>
    public bool TakesPublishes => Connected && Blocked is null;

    /// <summary>The last failure, without secrets; null when all is well.</summary>
    public string? Error { get; init; }

    public bool IsHealthy => TakesPublishes && Holding.Count == 0 && Consuming.Values.All(consuming => consuming);
}

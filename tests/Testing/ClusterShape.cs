namespace OrleansOrders.Testing;

/// <summary>What a cluster on this machine consists of.</summary>
public sealed record ClusterShape
{
    public required string RabbitMq { get; init; }

    public required string Postgres { get; init; }

    public int Silos { get; init; } = 3;

    /// <summary>The HTTP port of each API.</summary>
    public required IReadOnlyList<int> ApiPorts { get; init; }

    public int Bridges { get; init; } = 2;

    /// <summary>Further environment variables of every process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

namespace OrleansOrders.Testing;

/// <summary>How to reach the servers that tests use.</summary>
public sealed record ServerAddresses
{
    /// <summary>amqp://user:password@host:port/vhost</summary>
    public required string RabbitMq { get; init; }

    /// <summary>An Npgsql connection string; its user may create databases.</summary>
    public required string Postgres { get; init; }

    /// <summary>The broker's HTTP interface, which takes the same user.</summary>
    public required Uri RabbitMqManagement { get; init; }
}

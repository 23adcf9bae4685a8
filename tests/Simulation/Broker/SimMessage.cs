using System.Text;
using RabbitMQ.Client;

namespace OrleansOrders.Simulation;

/// <summary>A message in the broker, in its wire format.</summary>
sealed class SimMessage
{
    public required string Exchange { get; init; }

    public required string RoutingKey { get; init; }

    public required BasicProperties Properties { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>Whether the broker marks it as redelivered.</summary>
    public bool Redelivered { get; set; }

    /// <summary>The time at which its queue dead-letters it; null for never.</summary>
    public TimeSpan? ExpiresAt { get; set; }

    public static SimMessage Of(string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body) => new()
    {
        Exchange = exchange,
        RoutingKey = routingKey,
        Properties = Wire(properties),
        Body = body.ToArray(),
    };

    /// <summary>A copy for another queue.</summary>
    public SimMessage In(string exchange, string routingKey) => Of(exchange, routingKey, Properties, Body);

    // Texts travel as bytes, so a reader of headers must decode them.
    static BasicProperties Wire(IReadOnlyBasicProperties properties)
    {
        var copy = new BasicProperties(properties);
        if (properties.Headers is { } headers)
        {
            copy.Headers = headers.ToDictionary(pair => pair.Key, pair => pair.Value is string text ? Encoding.UTF8.GetBytes(text) : pair.Value);
        }

        return copy;
    }
}

using System.Text;
using RabbitMQ.Client;

namespace OrleansOrders.Simulation;

/// <summary>A message in the broker: what was published, as it looks on the wire.</summary>
sealed class SimMessage
{
    public required string Exchange { get; init; }

    public required string RoutingKey { get; init; }

    public required BasicProperties Properties { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The broker has handed it out before, and says so.</summary>
    public bool Redelivered { get; set; }

    /// <summary>When a queue that has somewhere to send it to lets go of it.</summary>
    public TimeSpan? ExpiresAt { get; set; }

    public static SimMessage Of(string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body) => new()
    {
        Exchange = exchange,
        RoutingKey = routingKey,
        Properties = Wire(properties),
        Body = body.ToArray(),
    };

    /// <summary>The same, as it lies in another queue.</summary>
    public SimMessage In(string exchange, string routingKey) => Of(exchange, routingKey, Properties, Body);

    // Texts travel as bytes; whoever reads a header has to know.
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

using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// A message to publish: persistent, <c>application/json</c>. The same fact always has the same <see cref="MessageId"/>, so that
/// publishing it again is harmless. The body must not change until the publish has ended.
/// </summary>
public sealed record OutgoingMessage
{
    /// <summary>One of the topology.</summary>
    public required string Exchange { get; init; }

    public required string RoutingKey { get; init; }

    public required string MessageId { get; init; }

    /// <summary>What kind of message the body is, for example <c>order.confirmed</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The order id. Messages of one order are sent in the order in which they were given.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>When the fact became one; carried in whole seconds.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>More headers; they win over those that the publisher sets.</summary>
    public IReadOnlyDictionary<string, object?>? Headers { get; init; }
}

/// <summary>A message as it goes to the broker.</summary>
/// <param name="Exchange">Known to the topology.</param>
/// <param name="RoutingKey">On the default exchange, a queue.</param>
/// <param name="MessageId">For those who read of its fate.</param>
/// <param name="Affinity">Messages alike in this go on the same channel.</param>
/// <param name="Properties">Makes them anew for each try: the client writes into them, and one that hangs may yet do so.</param>
/// <param name="Body">Must not change any more.</param>
internal sealed record RawMessage(
    string Exchange, string RoutingKey, string? MessageId, string Affinity, Func<BasicProperties> Properties, ReadOnlyMemory<byte> Body)
{
    public override string ToString() => $"message '{MessageId}' to exchange '{Exchange}' with key '{RoutingKey}'";
}

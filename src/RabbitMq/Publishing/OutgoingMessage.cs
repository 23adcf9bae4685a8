using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// A message to publish: persistent, <c>application/json</c>. The same fact always has the same <see cref="MessageId"/>, so that repeated
/// publishing is harmless. The body must not change until the publish has completed.
/// </summary>
public sealed record OutgoingMessage
{
    /// <summary>An exchange of the topology.</summary>
    public required string Exchange { get; init; }

    public required string RoutingKey { get; init; }

    public required string MessageId { get; init; }

    /// <summary>The message type, for example <c>order.confirmed</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The order id. Messages of one order are sent in call order.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Time of the fact; transmitted in whole seconds.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Additional headers; they override those of the publisher.</summary>
    public IReadOnlyDictionary<string, object?>? Headers { get; init; }
}

/// <summary>A message as sent to the broker.</summary>
/// <param name="Exchange">An exchange of the topology.</param>
/// <param name="RoutingKey">For the default exchange, the name of a queue.</param>
/// <param name="MessageId">Identifies the message in logs and errors.</param>
/// <param name="Affinity">Messages with the same value use the same channel.</param>
/// <param name="Properties">
/// Creates new properties for each attempt: the client modifies them, and an attempt that hangs may do so later.
/// </param>
/// <param name="Body">Must not be modified.</param>
sealed record RawMessage(
    string Exchange, string RoutingKey, string? MessageId, string Affinity, Func<BasicProperties> Properties, ReadOnlyMemory<byte> Body)
{
    public override string ToString() => $"message '{MessageId}' to exchange '{Exchange}' with key '{RoutingKey}'";
}

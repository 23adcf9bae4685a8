using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

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

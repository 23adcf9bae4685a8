using RabbitMQ.Client;

namespace OrleansOrders.Messaging;

/// <summary>A message as it goes to the broker.</summary>
internal sealed record RawMessage(string Exchange, string RoutingKey, BasicProperties Properties, ReadOnlyMemory<byte> Body)
{
    public override string ToString() => $"message '{Properties.MessageId}' ({Properties.Type}) to exchange '{Exchange}' with key '{RoutingKey}'";
}

using System.Collections.Concurrent;
using RabbitMQ.Client;

namespace OrleansOrders.Simulation.Tests;

/// <summary>A consumer that keeps what it gets and settles nothing by itself.</summary>
sealed class Taker(IChannel channel) : AsyncDefaultBasicConsumer(channel)
{
    public ConcurrentQueue<(ulong Tag, bool Redelivered, string Exchange, string Key, IReadOnlyBasicProperties Properties, byte[] Body)> Taken { get; } = new();

    public bool IsCancelled { get; private set; }

    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        Taken.Enqueue((deliveryTag, redelivered, exchange, routingKey, new BasicProperties(properties), body.ToArray()));
        return Task.CompletedTask;
    }

    public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        IsCancelled = true;
        return base.HandleBasicCancelAsync(consumerTag, cancellationToken);
    }
}

using System.Collections.Concurrent;
using System.Text;

namespace OrleansOrders.RabbitMq.Tests;

/// <summary>Remembers every delivery, and answers as the test says.</summary>
sealed class RecordingHandler : IMessageHandler
{
    public ConcurrentQueue<Delivery> Seen { get; } = [];

    public Func<Delivery, CancellationToken, ValueTask<HandlerResult>> Answer { get; set; } = (_, _) => ValueTask.FromResult(HandlerResult.Done);

    public IEnumerable<string?> Ids => Seen.Select(delivery => delivery.MessageId);

    public ValueTask<HandlerResult> Handle(Delivery delivery, CancellationToken ct)
    {
        Seen.Enqueue(delivery);
        return Answer(delivery, ct);
    }
}

/// <summary>A process that consumes every queue, as the bridge does.</summary>
static class AllQueues
{
    /// <summary>Every way into the system by the name of its queue, the dead letters among them.</summary>
    public static IEnumerable<string> Entrances => BrokerTopology.Declared.Queues.Select(queue => queue.Name);

    public static void Consume(IServiceCollection services)
    {
        foreach (var queue in BrokerTopology.Declared.Queues.Where(queue => queue.Retries).Select(queue => queue.Name))
            services.AddQueueConsumer<RecordingHandler>(queue);
    }

    /// <summary>What the handlers of all queues were given.</summary>
    public static IEnumerable<Delivery> Handled(this TestBus bus) => bus.Get<RecordingHandler>().Seen;
}

static class Messages
{
    public static OutgoingMessage To(string exchange, string routingKey, string id, string body = "{}") => new()
    {
        Exchange = exchange,
        RoutingKey = routingKey,
        MessageId = id,
        Type = routingKey.Length == 0 ? "order.placed" : routingKey,
        CorrelationId = $"order-of-{id}",
        Body = Encoding.UTF8.GetBytes(body),
        Timestamp = DateTimeOffset.UnixEpoch.AddDays(20_000),
    };

    public static OutgoingMessage Placed(string id, string body = "{}") => To(Exchanges.OrderEvents, RoutingKeys.OrderPlacedIn("EUR"), id, body);

    public static OutgoingMessage[] PlacedMany(int count, string prefix = "m") => [.. Enumerable.Range(0, count).Select(i => Placed($"{prefix}-{i}"))];
}

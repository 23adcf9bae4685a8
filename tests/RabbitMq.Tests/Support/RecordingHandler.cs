using System.Collections.Concurrent;

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

using System.Collections.Concurrent;

namespace OrleansOrders.Api.Tests;

/// <summary>Stands in for the broker: keeps what was published, and does with it what a test says.</summary>
sealed class TestPublisher : IMessagePublisher, IBrokerHealth
{
    readonly ConcurrentQueue<OutgoingMessage> _published = new();

    public IReadOnlyCollection<OutgoingMessage> Published => _published;

    public Func<OutgoingMessage, CancellationToken, Task> Then { get; set; } = (_, _) => Task.CompletedTask;

    public int Attempts;

    public BrokerHealth Current { get; set; } = new() { Connected = true, Consuming = new Dictionary<string, bool>() };

    public IEnumerable<OutgoingMessage> Of(string orderId) => _published.Where(message => message.CorrelationId == orderId);

    /// <summary>Forgets what was published.</summary>
    public void Clear() => _published.Clear();

    public async Task Publish(OutgoingMessage message, CancellationToken ct)
    {
        Interlocked.Increment(ref Attempts);
        await Then(message, ct);
        _published.Enqueue(message);
    }

    public Task PublishAll(IReadOnlyList<OutgoingMessage> messages, CancellationToken ct) => Task.WhenAll(messages.Select(message => Publish(message, ct)));
}

sealed class TestQueues : IQueueInspector
{
    public int Asked;

    public Func<string, QueueDepth?> Known { get; set; } = _ => null;

    public Task<QueueDepth?> Depth(string queue, CancellationToken ct)
    {
        Interlocked.Increment(ref Asked);
        return Task.FromResult(Known(queue));
    }

    public Task<Dictionary<string, QueueDepth>> Depths(CancellationToken ct)
    {
        Interlocked.Increment(ref Asked);
        var all = BrokerTopology.Declared.Queues.Select(queue => queue.Name).Append(BrokerNames.RetryQueue(Queues.OrderPlaced, TimeSpan.FromSeconds(2)));
        return Task.FromResult(all.Where(queue => Known(queue) is not null).ToDictionary(queue => queue, queue => Known(queue)!));
    }
}

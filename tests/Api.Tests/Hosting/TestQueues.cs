using OrleansOrders.Contracts;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Api.Tests;

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

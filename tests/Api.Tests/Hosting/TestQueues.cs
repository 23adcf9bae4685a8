using OrleansOrders.Messaging;

namespace OrleansOrders.Api.Tests;

sealed class TestQueues : IQueueInspector
{
    public int Asked;

    public Func<string, QueueDepth?> Depths { get; set; } = _ => null;

    public Task<QueueDepth?> Depth(string queue, CancellationToken ct)
    {
        Interlocked.Increment(ref Asked);
        return Task.FromResult(Depths(queue));
    }
}

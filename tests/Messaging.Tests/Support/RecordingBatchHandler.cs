using System.Collections.Concurrent;

namespace OrleansOrders.Messaging.Tests;

sealed class RecordingBatchHandler : IBatchMessageHandler
{
    public ConcurrentQueue<IReadOnlyList<Delivery>> Batches { get; } = [];

    public Func<Delivery, Task<HandlerResult>> Answer { get; set; } = _ => Task.FromResult(HandlerResult.Done);

    public async ValueTask<IReadOnlyList<HandlerResult>> Handle(IReadOnlyList<Delivery> batch, CancellationToken ct)
    {
        Batches.Enqueue(batch);
        return await Task.WhenAll(batch.Select(Answer));
    }
}

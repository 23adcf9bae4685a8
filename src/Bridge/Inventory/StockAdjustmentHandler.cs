using Orleans;

namespace OrleansOrders.Bridge;

/// <summary>Queue <c>inventory_adjustments</c>: goods that were received or written off, applied once per id.</summary>
sealed class StockAdjustmentHandler(IGrainFactory grains, GrainRetry retry, IMessagePublisher publisher)
    : MessageHandler<StockAdjustment>(QueueMessages.InventoryAdjustments)
{
    protected override async Task<HandlerResult> Handle(StockAdjustment message, CancellationToken ct)
    {
        var reply = await retry.Call(() => grains.Item(message.Sku).Adjust(message.AdjustmentId, message.Delta), ct);
        if (reply.Refusal is { } refusal) return RefusalResults.Of(refusal, message.Sku);
        if (reply.Low is { } low) await publisher.Publish(StockCodec.Low(low), ct);
        return HandlerResult.Done;
    }
}

using Orleans;
using OrleansOrders.Contracts;
using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Bridge;

/// <summary>Queue <c>inventory_adjustments</c>: goods that were received or written off, applied once per id.</summary>
sealed class StockAdjustmentHandler(IGrainFactory grains, GrainRetry retry, IMessagePublisher publisher) : IMessageHandler
{
    public async ValueTask<HandlerResult> Handle(Delivery delivery, CancellationToken ct)
    {
        AdjustmentId? fallback = AdjustmentId.TryParse(delivery.MessageId, null, out var id) ? id : null;
        switch (MessageParser.ParseStockAdjustment(delivery.Body, fallback))
        {
            case MessageParse<StockAdjustment>.Valid { Value: var adjustment }:
                var reply = await retry.Call(() => grains.Item(adjustment.Sku).Adjust(adjustment.AdjustmentId, adjustment.Delta), ct);
                if (reply.Refusal is { } refusal) return RefusalResults.Of(refusal, adjustment.Sku);
                if (reply.Low is { } low) await publisher.Publish(StockCodec.Low(low), ct);
                return HandlerResult.Done;
            case MessageParse<StockAdjustment>.Invalid { Errors: var errors }:
                return RefusalResults.Of(FieldErrors.WithMessageId(errors, "adjustment_id", delivery.MessageId));
            default:
                throw new InvalidOperationException("An unknown outcome of parsing a stock adjustment.");
        }
    }
}

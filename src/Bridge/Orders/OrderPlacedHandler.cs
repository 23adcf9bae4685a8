using Orleans;

namespace OrleansOrders.Bridge;

/// <summary>Queue <c>order_placed</c>: orders from the API or any other producer, in any dialect.</summary>
sealed class OrderPlacedHandler(IGrainFactory grains, GrainRetry retry, IMessagePublisher publisher) : MessageHandler<NewOrder>(QueueMessages.OrderPlaced)
{
    protected override async Task<HandlerResult> Handle(NewOrder message, CancellationToken ct)
    {
        var reply = await retry.Call(() => grains.Order(message.OrderId).Process(message), ct);
        if (reply.Refusal is { } refusal) return RefusalResults.Of(refusal, message.OrderId);
        await publisher.Announce(reply, ct);
        return HandlerResult.Done;
    }
}

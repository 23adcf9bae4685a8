using Orleans;
using OrleansOrders.Contracts;
using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Bridge;

/// <summary>Queue <c>order_placed</c>: orders from the API or any other producer, in any dialect.</summary>
sealed class OrderPlacedHandler(IGrainFactory grains, GrainRetry retry, IMessagePublisher publisher) : IMessageHandler
{
    public async ValueTask<HandlerResult> Handle(Delivery delivery, CancellationToken ct)
    {
        // An order without an id gets the message id, so that a redelivered message is the same order.
        OrderId? fallback = OrderId.TryParse(delivery.MessageId, null, out var id) ? id : null;
        switch (OrderParser.Parse(delivery.Body, fallback))
        {
            case OrderParse.Valid { Order: var order }:
                var reply = await retry.Call(() => grains.Order(order.OrderId).Process(order), ct);
                if (reply.Refusal is { } refusal) return RefusalResults.Of(refusal, order.OrderId);
                await publisher.Announce(reply, ct);
                return HandlerResult.Done;
            case OrderParse.Invalid { Errors: var errors }:
                return RefusalResults.Of(FieldErrors.WithMessageId(errors, "order_id", delivery.MessageId));
            default:
                throw new InvalidOperationException("An unknown outcome of parsing an order.");
        }
    }
}

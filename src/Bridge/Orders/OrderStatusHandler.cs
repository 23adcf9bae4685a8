using Orleans;

namespace OrleansOrders.Bridge;

/// <summary>Queue <c>order_status</c>: requests of the customer, expiries, and replies of an external payment service.</summary>
/// <param name="grains">The orders.</param>
/// <param name="retry">Repeats calls to a lost silo.</param>
/// <param name="publisher">Publishes the resulting messages.</param>
/// <param name="worker">
/// The payment worker if the simulated gateway is used. A payment message then only makes it call the gateway; the message decides nothing.
/// </param>
sealed class OrderStatusHandler(IGrainFactory grains, GrainRetry retry, IMessagePublisher publisher, PaymentWorker? worker = null)
    : MessageHandler<OrderChange>(QueueMessages.OrderStatus)
{
    protected override async Task<HandlerResult> Handle(OrderChange message, CancellationToken ct) => message.Command switch
    {
        OrderCommand.PaymentSucceeded or OrderCommand.PaymentFailed when worker is not null => await worker.Collect(message.OrderId, ct),
        OrderCommand.RecordRefund when worker is not null => await worker.Refund(message.OrderId, ct),
        var command => await Apply(message.OrderId, command, ct),
    };

    async Task<HandlerResult> Apply(OrderId id, OrderCommand command, CancellationToken ct)
    {
        var reply = await retry.Call(() => grains.Order(id).Apply(command), ct);
        if (reply.Refusal is { } refusal) return RefusalResults.Of(refusal, id);
        await publisher.Announce(reply, ct, command);
        return HandlerResult.Done;
    }
}

/// <summary>A message arrived before the one that it follows. It will be accepted on a later retry.</summary>
sealed class NotYetAcceptableException(OrderId id) : Exception($"Order {id} is not yet in a state that this message can follow.");

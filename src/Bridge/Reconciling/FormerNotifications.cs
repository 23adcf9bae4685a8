using Orleans;
using OrleansOrders.Contracts;
using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.RabbitMq;
using OrleansOrders.Storage;

namespace OrleansOrders.Bridge;

/// <summary>
/// Works what the version before left in its queue of notifications. The log has them already, so each is only announced again, and only what the order itself
/// says: a message decides nothing.
/// </summary>
sealed class FormerNotifications(IFormerQueue queue, IOpenOrderReads orders, IGrainFactory grains, GrainRetry retry, IMessagePublisher publisher) : IMessageHandler
{
    bool _isGone;

    /// <summary>One pass, until the queue is gone. A queue of that name beside a database that no former version has used belongs to somebody else and is left alone.</summary>
    public async Task Round(CancellationToken ct)
    {
        if (!_isGone) _isGone = !await orders.HadQueueOfNotifications(ct) || await queue.Work(this, ct);
    }

    public async ValueTask<HandlerResult> Handle(Delivery delivery, CancellationToken ct) => MessageParser.ParseOrderRequest(delivery.Body) switch
    {
        MessageParse<OrderId>.Valid { Value: var id } => await Announce(id, delivery.RoutingKey, ct),
        MessageParse<OrderId>.Invalid { Errors: var errors } => RefusalResults.Of(errors),
        _ => throw new InvalidOperationException("An unknown outcome of parsing a request."),
    };

    async Task<HandlerResult> Announce(OrderId id, string kind, CancellationToken ct)
    {
        if (await retry.Call(() => grains.Order(id).Get(fresh: true), ct) is not { } order) return RefusalResults.Of(OrderRefusal.NotFound, id);
        if (order.History.Select(e => NotificationCodec.Encode(order, e)).FirstOrDefault(message => message?.Type == kind) is { } notification)
        {
            await publisher.Publish(notification, ct);
            return HandlerResult.Done;
        }

        // A refund that is still to be recorded is announced by the worker that records it.
        return kind is RoutingKeys.PaymentRefunded && PaymentDecider.OwesRefund(order)
            ? HandlerResult.Done
            : HandlerResult.Poison(RefusalResults.Invalid, $"order {id} has no event '{kind}'");
    }
}

using Orleans;
using OrleansOrders.Contracts;
using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.RabbitMq;
using OrleansOrders.Storage;

namespace OrleansOrders.Bridge;

/// <summary>
/// Processes the messages that a former version left in its notification queue. Their notifications are already in the log, so each is only
/// published again, and only if the order's state confirms it.
/// </summary>
sealed class FormerNotifications(IFormerQueue queue, IOpenOrderReads orders, IGrainFactory grains, GrainRetry retry, IMessagePublisher publisher)
    : MessageHandler<FormerNotification>(QueueMessages.FormerNotifications)
{
    bool _isGone;

    /// <summary>
    /// One pass; does nothing once the queue is gone. If no former version has used the database, a queue of that name belongs to another
    /// system and is not touched.
    /// </summary>
    public async Task Round(CancellationToken ct)
    {
        if (!_isGone) _isGone = !await orders.HadQueueOfNotifications(ct) || await queue.Work(this, ct);
    }

    protected override async Task<HandlerResult> Handle(FormerNotification message, CancellationToken ct)
    {
        var (id, kind) = message;
        if (await retry.Call(() => grains.Order(id).Get(fresh: true), ct) is not { } order) return RefusalResults.Of(OrderRefusal.NotFound, id);
        if (order.History.Select(e => NotificationCodec.Encode(order, e)).FirstOrDefault(message => message?.Type == kind) is { } notification)
        {
            await publisher.Publish(notification, ct);
            return HandlerResult.Done;
        }

        // The worker that records the owed refund also announces it.
        return kind is RoutingKeys.PaymentRefunded && PaymentDecider.OwesRefund(order)
            ? HandlerResult.Done
            : HandlerResult.Poison(DeadLetterReasons.InvalidMessage, $"order {id} has no event '{kind}'");
    }
}

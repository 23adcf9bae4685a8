using OrleansOrders.Grains;
using OrleansOrders.Messaging;

namespace OrleansOrders.Bridge;

/// <summary>
/// Queue <c>notifications</c>: what a customer is told of goes into the log, once for its message id, many in one commit, and then to whoever
/// listens at <see cref="Exchanges.Notifications"/>.
/// </summary>
sealed class NotificationHandler(INotificationLog log, IMessagePublisher publisher, TimeProvider clock) : IBatchMessageHandler
{
    public async ValueTask<IReadOnlyList<HandlerResult>> Handle(IReadOnlyList<Delivery> batch, CancellationToken ct)
    {
        var results = new HandlerResult[batch.Count];
        var notifications = new List<Notification>(batch.Count);
        for (var i = 0; i < batch.Count; i++) results[i] = Read(batch[i], notifications);

        try
        {
            await log.Append(notifications, ct);
        }
        catch (UnstorableException e) when (batch.Count == 1)
        {
            // Of several nobody knows which; each then comes alone.
            return [HandlerResult.Poison(FieldErrors.InvalidFields, $"body cannot be stored: {e.Message}")];
        }

        // What the log had already is told again, under the same id: the process may have died between the two.
        await publisher.PublishAll([.. notifications.DistinctBy(notification => notification.EventId).Select(NotificationCodec.Encode)], ct);
        return results;
    }

    HandlerResult Read(Delivery delivery, List<Notification> notifications)
    {
        switch (MessageParser.ParseNotice(delivery.Body))
        {
            case MessageParse<OrderNotice>.Invalid { Errors: var errors }:
                return RefusalResults.Of(errors);
            case MessageParse<OrderNotice>.Valid { Value: { CustomerId: { } customer } notice }:
                // Without an id of its own the event is named by what it says: an order is confirmed, failed or cancelled once.
                var id = delivery.MessageId ?? $"{notice.OrderId}:{delivery.RoutingKey}";
                notifications.Add(new(id, customer, notice.OrderId, delivery.RoutingKey, NotificationBody.Of(delivery.Body), notice.At ?? clock.Now()));
                return HandlerResult.Done;
            case MessageParse<OrderNotice>.Valid:
                return HandlerResult.Poison(RefusalResults.Invalid, "customer_id is missing");
            default:
                throw new InvalidOperationException("An unknown outcome of parsing a notice.");
        }
    }
}

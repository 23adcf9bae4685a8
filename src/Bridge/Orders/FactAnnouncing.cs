namespace OrleansOrders.Bridge;

/// <summary>Publishes the facts of an order's reply.</summary>
static class FactAnnouncing
{
    /// <summary>
    /// Returns once the broker has confirmed every fact and then the customer's notification; only then may the input be acknowledged.
    /// <paramref name="money"/> is the payment message, if any. The refund that <paramref name="command"/> records has no fact of the
    /// order.
    /// </summary>
    public static Task Announce(this IMessagePublisher publisher, OrderReply reply, CancellationToken ct, OrderCommand? command = null, OutgoingMessage? money = null)
    {
        var order = reply.Order;
        List<OutgoingMessage> messages = money is null ? [] : [money];
        foreach (var fact in reply.Facts)
        {
            messages.Add(FactCodec.Encode(order!, fact));
            if (fact.Kind is FactKind.OrderConfirmed or FactKind.OrderFailed or FactKind.OrderCancelled) Tell(order!, order!.History[fact.Version - 1], messages);
        }

        if (command is OrderCommand.RecordRefund && order!.Find(OrderEventKind.Refunded) is { } refunded) Tell(order, refunded, messages);
        messages.AddRange(reply.Low.Select(StockCodec.Low));
        return messages.Count == 0 ? Task.CompletedTask : publisher.PublishAll(messages, ct);
    }

    static void Tell(Order order, OrderEvent e, List<OutgoingMessage> messages)
    {
        if (NotificationCodec.Encode(order, e) is { } notification) messages.Add(notification);
    }
}

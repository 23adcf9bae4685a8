using OrleansOrders.Grains;
using OrleansOrders.Messaging;

namespace OrleansOrders.Bridge;

/// <summary>Announces what an order's answer says.</summary>
static class FactAnnouncing
{
    /// <summary>Returns once the broker has every fact, and <paramref name="money"/> where there is something to say about it: only then may the input be acknowledged.</summary>
    public static Task Announce(this IMessagePublisher publisher, OrderReply reply, CancellationToken ct, OutgoingMessage? money = null) =>
        money is null && reply.Facts.IsEmpty && reply.Low.IsEmpty
            ? Task.CompletedTask
            : publisher.PublishAll(
                [.. money is null ? Array.Empty<OutgoingMessage>() : [money], .. reply.Facts.Select(fact => FactCodec.Encode(reply.Order!, fact)), .. reply.Low.Select(StockCodec.Low)], ct);
}

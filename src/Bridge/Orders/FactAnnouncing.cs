using OrleansOrders.Grains;
using OrleansOrders.Messaging;

namespace OrleansOrders.Bridge;

/// <summary>Announces what an order's answer says.</summary>
static class FactAnnouncing
{
    /// <summary>
    /// Returns once the broker has every fact, and <paramref name="money"/> where there is something to say about it: only then may the input be acknowledged.
    /// </summary>
    public static Task Announce(this IMessagePublisher publisher, OrderReply reply, CancellationToken ct, OutgoingMessage? money = null)
    {
        IEnumerable<OutgoingMessage> facts = reply.Facts.Select(fact => FactCodec.Encode(reply.Order!, fact));
        OutgoingMessage[] messages = [.. money is null ? facts : facts.Prepend(money), .. reply.Low.Select(StockCodec.Low)];
        return messages.Length == 0 ? Task.CompletedTask : publisher.PublishAll(messages, ct);
    }
}

using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace OrleansOrders.Simulation;

/// <summary>Other systems that publish to the exchanges: orders in their dialects, goods, old events again, malformed messages. They repeat messages.</summary>
sealed class Producers(World world)
{
    /// <summary>Prefix of the message ids of unowed refund requests.</summary>
    public const string Forged = "forged-";

    static readonly string[] Nonsense = ["", "{", "[]", "null", "{\"order_id\":7}", "{\"customer_id\":\"x\",\"items\":[{\"sku\":\"a\"}]}", "\u0000\u0001"];

    /// <summary>Every message that was published to an exchange, the system's own included: each may come again at any time.</summary>
    public List<SimMessage> Old { get; } = [];

    /// <summary>Orders with a forged refund request: if a refund was owed, it may have been paid before it was announced.</summary>
    public HashSet<OrderId> RefundsAsked { get; } = [];

    public void Place(OrderBook.Entry entry, Dice dice)
    {
        entry.Id = entry.Content.OrderId;
        var (exchange, key) = dice.Of(
            (Exchanges.OrderEvents, RoutingKeys.OrderPlaced), (Exchanges.OrderEvents, RoutingKeys.OrderCreated), (Exchanges.OrderEvents, "order.placed.usd"), (Exchanges.NewOrders, ""));
        world.Probes.Hit(Probe.ExternalOrder);
        Repeatedly(dice, Message(exchange, key, $"msg-{entry.Number}", entry.Body));
    }

    public void Adjust(Dice dice)
    {
        var id = $"adj-{world.Ids.Below(int.MaxValue)}";
        var delta = dice.Of(-40, -3, 1, 2, 5, 10);
        var sku = dice.Of("hot", "hot", "a", "c", "nobody-has-it");
        var body = string.Create(CultureInfo.InvariantCulture, $"{{\"adjustment_id\":\"{id}\",\"sku\":\"{sku}\",\"delta\":{delta}}}");
        Repeatedly(dice, Message(Exchanges.InventoryEvents, RoutingKeys.InventoryAdjusted, id, body));
    }

    public void Poison(Dice dice)
    {
        var queue = dice.Of(Queues.OrderPlaced, Queues.OrderStatus, Queues.PaymentRequests, Queues.InventoryAdjustments);
        Send(Message(BrokerNames.DefaultExchange, queue, null, dice.Of(Nonsense)));
    }

    public void RepeatOld(Dice dice)
    {
        if (Old.Count == 0) return;
        var old = Old[dice.Below(Old.Count)];
        world.Probes.Hit(Probe.OldEventRepeated);
        Repeatedly(dice, old.In(old.Exchange, old.RoutingKey));
    }

    /// <summary>Publishes a forged refund request.</summary>
    public void AskRefund(Dice dice)
    {
        var asked = Old.FindAll(message => message.RoutingKey == RoutingKeys.InventoryReserved);
        if (asked.Count == 0) return;
        world.Probes.Hit(Probe.RefundForged);
        var body = asked[dice.Below(asked.Count)].Body;
        if (FactCodec.ParseRequest(body, isRefund: true).Value is { OrderId: var id }) RefundsAsked.Add(id);
        Send(Message(Exchanges.PaymentEvents, RoutingKeys.PaymentRefundRequested, $"{Forged}{world.Ids.Below(int.MaxValue)}", Encoding.UTF8.GetString(body)));
    }

    /// <summary>Publishes every message again, in any order.</summary>
    public void RepeatAll(Dice dice, Predicate<SimMessage> wanted)
    {
        foreach (var old in Old.FindAll(wanted)) world.After(dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(5)), () => world.Broker.Route(old.In(old.Exchange, old.RoutingKey)));
    }

    /// <summary>A reconciler that was paused between its query and its publish reports deadlines of orders that have ended meanwhile.</summary>
    public void SayAllAreDue(Dice dice)
    {
        foreach (var order in world.Database.Tables.Orders.Values)
        {
            var due = RequestCodec.Expiry(order.Id, world.Time.GetUtcNow());
            var message = Message(due.Exchange, due.RoutingKey, due.MessageId, Encoding.UTF8.GetString(due.Body.Span));
            world.After(dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(5)), () => world.Broker.Route(message));
        }
    }

    void Repeatedly(Dice dice, SimMessage message)
    {
        for (var left = dice.Of(1, 1, 2, 3); left > 0; left--) world.After(dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(2)), () => Send(message));
        if (message.Exchange.Length > 0) Old.Add(message);
    }

    // A producer repeats a message that no queue received.
    void Send(SimMessage message)
    {
        var wanted = BrokerTopology.Declared.HasQueueFor(message.Exchange, message.RoutingKey);
        var taken = !world.Broker.IsAway && world.Broker.HasExchange(message.Exchange) && world.Broker.Route(message.In(message.Exchange, message.RoutingKey)) > 0;
        if (wanted && !taken) world.After(TimeSpan.FromMilliseconds(500), () => Send(message));
    }

    static SimMessage Message(string exchange, string key, string? id, string body)
    {
        var properties = new BasicProperties { ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent };
        if (id is not null) properties.MessageId = id;
        return SimMessage.Of(exchange, key, properties, Encoding.UTF8.GetBytes(body));
    }
}

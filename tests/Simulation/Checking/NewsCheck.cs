using System.Text.Json.Nodes;

namespace OrleansOrders.Simulation;

/// <summary>Checks the notifications: written once, with the write of the event, and then published at the exchange, always with the same body.</summary>
sealed class NewsCheck(World world)
{
    readonly Dictionary<string, byte[]> _announced = [];

    /// <summary>The notification of this event was written.</summary>
    public void Written(Order order, OrderEvent e)
    {
        Probe? probe = e.Kind switch
        {
            OrderEventKind.Confirmed => Probe.ToldConfirmed,
            OrderEventKind.Failed => Probe.ToldFailed,
            OrderEventKind.Cancelled => Probe.ToldCancelled,
            OrderEventKind.Refunded => Probe.ToldRefunded,
            _ => null,
        };
        if (probe is { } reached) world.Probes.Hit(reached);
        else world.Violate("I-11", $"{order.Content.CustomerId} is told that {order.Id} is {e.Kind}");
    }

    /// <summary>A message of the system reached the exchange of notifications.</summary>
    public void Announced(SimMessage message)
    {
        var id = message.Properties.MessageId!;
        if (!_announced.TryAdd(id, message.Body) && !_announced[id].AsSpan().SequenceEqual(message.Body)) world.Violate("facts", $"{id} was told in two ways");
        var body = JsonNode.Parse(message.Body)!;
        var order = world.Database.Tables.Orders.GetValueOrDefault("order:" + body["order_id"]!.GetValue<string>());
        var isTrue = order is not null && TypesOf(order).Any(told => IdOf(order, told) == id && told.Type == body["kind"]!.GetValue<string>());
        if (!isTrue) world.Violate("I-11", $"{id} is told and not true: {order?.Status} at version {order?.Version}");
        else if (message.RoutingKey != $"client.{order!.Content.CustomerId}.order.{order.Id}") world.Violate("facts", $"{id} is told to {message.RoutingKey}");
    }

    /// <summary>At rest: each end and each refund is in the log once, and was announced.</summary>
    public void AtRest(Order order)
    {
        foreach (var told in TypesOf(order))
        {
            var times = world.Database.Tables.Told.Count(entry => entry == (order.Id, told.Version));
            if (times != 1) world.Violate("I-11", $"{order.Content.CustomerId} was told {times} times of {told.Type} of {order.Id}");
            if (!_announced.ContainsKey(IdOf(order, told))) world.Violate("facts", $"{told.Type} of {order.Id} was never told at the exchange");
        }
    }

    static IEnumerable<(int Version, string Type)> TypesOf(Order order)
    {
        foreach (var e in order.History)
        {
            if (e.Kind is OrderEventKind.Confirmed) yield return (e.Version, RoutingKeys.OrderConfirmed);
            if (e.Kind is OrderEventKind.Failed) yield return (e.Version, RoutingKeys.OrderFailed);
            if (e.Kind is OrderEventKind.Cancelled) yield return (e.Version, RoutingKeys.OrderCancelled);
            if (e.Kind is OrderEventKind.Refunded) yield return (e.Version, RoutingKeys.PaymentRefunded);
        }
    }

    static string IdOf(Order order, (int Version, string Type) told) =>
        told.Type == RoutingKeys.PaymentRefunded ? $"{order.Id}:{told.Type}" : $"{order.Id}:{told.Version}:{told.Type}";
}

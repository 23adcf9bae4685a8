using System.Text.Json;

namespace OrleansOrders.Simulation;

/// <summary>Checks each message that the system published: its fact is stored, and each repeat is the same.</summary>
sealed class FactCheck(World world)
{
    readonly Dictionary<Said, string> _ids = [];
    readonly HashSet<Said> _heard = [];
    readonly Dictionary<string, byte[]> _bodies = [];

    /// <summary>Ids of messages that were ever dead letters.</summary>
    public HashSet<string> DeadIds { get; } = [];

    /// <summary>Once everything is final, no fact from before the end may be published.</summary>
    public bool OnlyFinal { get; set; }

    public bool WasSaid(OrderId id, string type) => _bodies.ContainsKey($"{id}:{type}");

    public bool WasSaid(OrderId id, int version, string type) => _heard.Contains(new(id.Value, version, type));

    public void Taken(SimMessage message, int queues)
    {
        var id = message.Properties.MessageId;
        if (message.Exchange.Length == 0)
        {
            Aside(message, id);
            return;
        }

        if (message.Properties.AppId is null || id is null) return;

        // A returned message reached no queue: it is neither announced nor an old message that could come again.
        var isHeard = queues > 0 || !BrokerTopology.Declared.HasQueueFor(message.Exchange, message.RoutingKey);
        if (isHeard) world.Producers.Old.Add(message);
        if (message.Exchange == Exchanges.Notifications)
        {
            world.Checker.News.Announced(message);
            return;
        }

        var parts = id.Split(':');
        if (Said.Of(message) is { } said)
        {
            if (isHeard) _heard.Add(said);
            Fact(message, id, said);
        }
        else if (parts.Length == 2) Money(message, parts[0], parts[1]);
    }

    void Aside(SimMessage message, string? id)
    {
        if (message.RoutingKey == BrokerNames.DeadLetterQueue)
        {
            world.Probes.Hit(Probe.DeadLettered);
            var reason = Header(message, MessageHeaders.Reason);
            world.Probes.Hit(reason == DeadLetterReasons.AttemptsExhausted ? Probe.AttemptsExhausted : Probe.PoisonSetAside);
            if (reason is "insufficient_stock" or "unknown_sku") world.Probes.Hit(Probe.AdjustmentRefused);
            world.Trace.Say("check", $"dead letter {id}: {reason} {Header(message, MessageHeaders.Error)}");
            if (id is not null) DeadIds.Add(id);
        }
        else if (message.RoutingKey.Contains(".retry.", StringComparison.Ordinal))
        {
            world.Probes.Hit(Probe.RetryDelayed);
        }
    }

    static string? Header(SimMessage message, string name) =>
        message.Properties.Headers?.TryGetValue(name, out var value) == true && value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : null;

    void Fact(SimMessage message, string id, Said said)
    {
        var (order, version, type) = said;
        if (!_ids.TryAdd(said, id) && _ids[said] != id) world.Violate("facts", $"{type} of {order} at version {version} is said as {_ids[said]} and as {id}");
        Same(id, message.Body);
        OrderEventKind[] kinds = type switch
        {
            "order.placed" => [OrderEventKind.Placed],
            "inventory.reserved" => [OrderEventKind.Reserved],
            "inventory.failed" or "order.failed" => [OrderEventKind.Failed],
            "inventory.released" => [OrderEventKind.Failed, OrderEventKind.Cancelled],
            "order.confirmed" => [OrderEventKind.Confirmed],
            "order.cancelled" => [OrderEventKind.Cancelled],
            "payment.refund_requested" => [OrderEventKind.RefundRequested],
            _ => [],
        };
        if (kinds.Length == 0) return;
        var stored = OrderId.TryParse(order, null, out var orderId) ? world.Checker.Find(orderId) : null;
        if (stored is null || stored.Version < version || !kinds.Contains(stored.History[version - 1].Kind))
            world.Violate("facts", $"{message.Properties.MessageId} is said and not true: {stored?.Status} at version {stored?.Version}");
        if (OnlyFinal && type is "order.placed" or "inventory.reserved") world.Violate("facts", $"{message.Properties.MessageId} is said although it is moot: {stored?.Status}");
    }

    void Same(string id, byte[] body)
    {
        if (!_bodies.TryAdd(id, body) && !_bodies[id].AsSpan().SequenceEqual(body)) world.Violate("facts", $"{id} was said in two ways");
    }

    void Money(SimMessage message, string order, string type)
    {
        if (!OrderId.TryParse(order, null, out var id)) return;
        if (type.StartsWith("payment.", StringComparison.Ordinal)) Same(message.Properties.MessageId!, message.Body);
        var account = world.Gateway.Accounts.GetValueOrDefault(id);
        if (type == "payment.succeeded" && account is not { IsCaptured: true }) world.Violate("I-5", $"{id} is said to be paid and is not");
        if (type == "payment.succeeded" && world.Checker.StatusOf(id) is not OrderStatus.Confirmed) world.Violate("facts", $"{id} is said to be paid and is not confirmed");
        if (type == "payment.refunded" && account is not { IsRefunded: true }) world.Violate("I-5", $"{id} is said to be refunded and is not");
        if (type == "order.expiry_due") world.Probes.Hit(Probe.ReconcilerPublished);
    }
}

/// <summary>The content of a fact, from its body and not from its id.</summary>
readonly record struct Said(string OrderId, int Version, string Type)
{
    /// <summary>Null if the message is not a fact of an order.</summary>
    public static Said? Of(SimMessage message)
    {
        if (message.Properties.Type is not { } type) return null;
        using var body = JsonDocument.Parse(message.Body);
        return body.RootElement.TryGetProperty("order_id", out var order) && body.RootElement.TryGetProperty("version", out var version)
            ? new(order.GetString()!, version.GetInt32(), type)
            : null;
    }
}

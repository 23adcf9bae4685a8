namespace OrleansOrders.Simulation;

/// <summary>The invariants of a system at rest.</summary>
static class FinalCheck
{
    public static void Look(World world)
    {
        foreach (var order in world.Database.Tables.Orders.Values) Order(world, order);
        foreach (var entry in world.Customers.Book.Entries)
        {
            if (entry.Seen is not null && world.Checker.Find(entry.Id!.Value) is null) world.Violate("I-8", $"{entry.Id} was promised and is gone");
        }

        foreach (var (sku, id, hold) in world.Checker.Stock.Holds)
        {
            if (hold.Status is HoldStatus.Taken && world.Checker.StatusOf(id) is not OrderStatus.Confirmed) world.Violate("I-4", $"{id} still has {hold.Quantity} of {sku}");
        }

        foreach (var (id, account) in world.Gateway.Accounts) Money(world, id, account);
        foreach (var letter in world.Broker.Queues[BrokerNames.DeadLetterQueue].Messages)
        {
            if (IsWorkable(letter)) world.Violate("liveness", $"{letter.Properties.MessageId} cannot be worked although all is well");
        }
    }

    /// <summary>Whether it became a dead letter for a temporary reason.</summary>
    public static bool IsWorkable(SimMessage letter) =>
        letter.Properties.MessageId?.StartsWith(Producers.Forged, StringComparison.Ordinal) is not true && letter.Properties.Headers![MessageHeaders.Reason] is byte[] reason && System.Text.Encoding.UTF8.GetString(reason) == DeadLetterReasons.AttemptsExhausted;

    static void Order(World world, Order order)
    {
        if (!order.IsFinal) world.Violate("I-8", $"{order.Id} is {order.Status}");
        if (order.Find(OrderEventKind.RefundRequested) is not null && order.Find(OrderEventKind.Refunded) is null) world.Violate("I-6", $"{order.Id} waits for its refund");
        foreach (var sku in Wishes.Of(order).Keys)
        {
            var hold = world.Checker.Stock.Find(sku, order.Id);
            if (order.Status is OrderStatus.Confirmed && hold is not { Status: HoldStatus.Taken }) world.Violate("I-3", $"{order.Id} is confirmed and of {sku} it has {hold}");
            if (order.Status is not OrderStatus.Confirmed && hold is not { Status: HoldStatus.Released }) world.Violate("I-3", $"{order.Id} is {order.Status} and of {sku} it has {hold}");
        }

        foreach (var (version, type) in Due(order))
        {
            if (type == RoutingKeys.PaymentRefundRequested && world.Producers.RefundsAsked.Contains(order.Id)) continue;
            if (!world.Checker.Facts.WasSaid(order.Id, version, type)) world.Violate("facts", $"{type} of {order.Id} was never announced");
        }

        foreach (var type in DueOfMoney(order))
        {
            if (!world.Checker.Facts.WasSaid(order.Id, type)) world.Violate("facts", $"{type} of {order.Id} was never announced");
        }

        world.Checker.News.AtRest(order);
    }

    /// <summary>The facts that must have been announced at least once, without those that became obsolete before.</summary>
    static IEnumerable<(int Version, string Type)> Due(Order order)
    {
        foreach (var happened in order.History)
        {
            if (happened.Kind is OrderEventKind.Confirmed) yield return (happened.Version, RoutingKeys.OrderConfirmed);
            if (happened.Kind is OrderEventKind.Reserved && order.Status is OrderStatus.Confirmed) yield return (happened.Version, RoutingKeys.InventoryReserved);
            if (happened.Kind is OrderEventKind.Failed) yield return (happened.Version, RoutingKeys.OrderFailed);
            if (happened.Kind is OrderEventKind.Cancelled) yield return (happened.Version, RoutingKeys.OrderCancelled);
            if (happened.Kind is OrderEventKind.RefundRequested) yield return (happened.Version, RoutingKeys.PaymentRefundRequested);
        }
    }

    static IEnumerable<string> DueOfMoney(Order order)
    {
        if (order.Status is OrderStatus.Confirmed) yield return RoutingKeys.PaymentSucceeded;
        if (order.Failure is { Reason: FailureReason.PaymentDeclined }) yield return RoutingKeys.PaymentFailed;
        if (order.Find(OrderEventKind.Refunded) is not null) yield return RoutingKeys.PaymentRefunded;
    }

    static void Money(World world, OrderId id, SimGateway.Account account)
    {
        var status = world.Checker.StatusOf(id);
        if (account.IsKept != status is OrderStatus.Confirmed) world.Violate("I-6", $"{id} is {status}, its money was taken: {account.IsCaptured}, given back: {account.IsRefunded}");
    }
}

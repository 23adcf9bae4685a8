namespace OrleansOrders.Simulation;

/// <summary>Checks each write of an order: one legal step, with the stock and the money that the step requires.</summary>
sealed class OrderCheck(World world, StockCheck stock)
{
    public void Written(Order? before, Order after)
    {
        var id = after.Id;
        world.Trace.Say("check", $"{id} is {after.Status} at version {after.Version}");
        Asked(before, after);
        History(before, after);
        var last = after.History[^1];
        switch (last.Kind)
        {
            case OrderEventKind.Reserved or OrderEventKind.Confirmed:
                foreach (var (sku, units) in Wishes.Of(after))
                {
                    if (stock.Find(sku, id) is not { Status: HoldStatus.Taken } hold || hold.Quantity != units)
                        world.Violate("I-3", $"{id} becomes {last.Kind} and of {sku} it has {stock.Find(sku, id)} for {units}");
                }

                break;
            case OrderEventKind.Failed when last.Failure!.Reason is FailureReason.OutOfStock:
                Short(after, last.Failure);
                break;
        }

        if (last.Kind is OrderEventKind.Confirmed or OrderEventKind.RefundRequested && world.Gateway.Accounts.GetValueOrDefault(id) is not { IsCaptured: true })
            world.Violate("I-5", $"{id} becomes {last.Kind} and nothing was paid");
        Count(before, after, last);
    }

    void Asked(Order? before, Order after)
    {
        if (world.Customers.Book.Find(after.Content.CustomerId) is not { } entry || !entry.Content.HasContentOf(after.Content))
        {
            world.Violate("I-9", $"{after.Id} is an order that nobody placed");
            return;
        }

        if (before is not null && !before.Content.HasContentOf(after.Content)) world.Violate("I-9", $"{after.Id} changed its content");
        if (entry.Id is { } known && known != after.Id) world.Violate("I-9", $"one order of {after.Content.CustomerId} became {known} and {after.Id}");
        entry.Id = after.Id;
    }

    void History(Order? before, Order after)
    {
        if (after.Version != (before?.Version ?? 0) + 1) world.Violate("I-10", $"{after.Id} goes from version {before?.Version ?? 0} to {after.Version}");
        for (var i = 0; i < after.Version; i++)
        {
            if (after.History[i].Version != i + 1) world.Violate("I-10", $"{after.Id} has version {after.History[i].Version} at place {i + 1}");
            if (before is not null && i < before.Version && before.History[i].Kind != after.History[i].Kind) world.Violate("I-10", $"{after.Id} changed its history");
        }

        var last = after.History[^1].Kind;
        if (before is not null && before.Find(last) is not null) world.Violate("I-7", $"{last} happens to {after.Id} twice");
        var legal = (before?.Status, last) switch
        {
            (null, OrderEventKind.Placed) => true,
            (OrderStatus.Pending, OrderEventKind.Reserved or OrderEventKind.Failed or OrderEventKind.Cancelled) => true,
            (OrderStatus.Reserved, OrderEventKind.Confirmed or OrderEventKind.Failed or OrderEventKind.Cancelled) => true,
            (OrderStatus.Failed or OrderStatus.Cancelled, OrderEventKind.RefundRequested) => true,
            (OrderStatus.Failed or OrderStatus.Cancelled, OrderEventKind.Refunded) => before!.Find(OrderEventKind.RefundRequested) is not null,
            _ => false,
        };
        if (!legal) world.Violate("history", $"{last} happens to {after.Id}, which is {before?.Status}");
    }

    void Short(Order after, OrderFailure failure)
    {
        foreach (var shortage in failure.Shortages)
        {
            if (shortage.Available >= shortage.Wanted || stock.FewestSeenBy(shortage.Sku, after.Id) >= shortage.Wanted)
                world.Violate("I-3", $"{after.Id} fails for {shortage.Sku}, of which {shortage.Available} of {shortage.Wanted} are there");
        }
    }

    void Count(Order? before, Order after, OrderEvent last)
    {
        if (after.Content.Lines.Length > Wishes.Of(after).Count && last.Kind is OrderEventKind.Reserved) world.Probes.Hit(Probe.LinesAddedUp);
        Probe? probe = last.Kind switch
        {
            OrderEventKind.Confirmed => Probe.Confirmed,
            OrderEventKind.Refunded => Probe.Refunded,
            OrderEventKind.Cancelled => before?.Status is OrderStatus.Reserved ? Probe.CancelledReserved : Probe.CancelledPending,
            OrderEventKind.Failed => last.Failure!.Reason switch
            {
                FailureReason.OutOfStock => Probe.OutOfStock,
                FailureReason.UnknownSku => Probe.UnknownSku,
                FailureReason.PaymentDeclined => Probe.Declined,
                _ => Probe.Expired,
            },
            _ => null,
        };
        if (probe is { } reached) world.Probes.Hit(reached);
    }
}

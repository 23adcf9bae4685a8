namespace OrleansOrders.Contracts.Tests;

/// <summary>One message of each kind that is published, as it is written now.</summary>
static class MessagesNow
{
    static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static IEnumerable<OutgoingMessage> All()
    {
        var paid = Order("o-paid", new OrderCommand.RecordReservation([], UnknownSku: false), new OrderCommand.PaymentSucceeded());
        yield return Fact(paid, 1, FactKind.OrderPlaced);
        yield return Fact(paid, 2, FactKind.InventoryReserved);
        yield return Fact(paid, 3, FactKind.OrderConfirmed);

        var failed = Order("o-short", new OrderCommand.RecordReservation([new(Sku.Parse("burger"), 2, 1)], UnknownSku: false));
        yield return Fact(failed, 2, FactKind.InventoryFailed);
        yield return Fact(failed, 2, FactKind.OrderFailed);

        var cancelled = Order("o-gone", new OrderCommand.RecordReservation([], UnknownSku: false), new OrderCommand.Cancel(), new OrderCommand.PaymentSucceeded());
        yield return Fact(cancelled, 3, FactKind.InventoryReleased);
        yield return Fact(cancelled, 3, FactKind.OrderCancelled);
        yield return Fact(cancelled, 4, FactKind.PaymentRefundRequested);

        var (total, customer) = (paid.Content.Total, paid.Content.CustomerId);
        yield return PaymentCodec.Succeeded(paid.Id, total, At(4), customer);
        yield return PaymentCodec.Failed(paid.Id, total, "card_declined", At(4), customer);
        yield return PaymentCodec.Refunded(cancelled.Id, total, At(4), customer);
        var refunded = cancelled with { History = cancelled.History.Add(new() { Version = 5, Kind = OrderEventKind.Refunded, At = At(4) }) };
        foreach (var message in new[] { paid, failed, refunded }.SelectMany(order => order.History.Select(e => NotificationCodec.Encode(order, e))).OfType<OutgoingMessage>())
            yield return message;
        yield return RequestCodec.Cancel(cancelled.Id, At(5));
        yield return RequestCodec.Expiry(cancelled.Id, At(5));
        yield return StockCodec.Low(new(Sku.Parse("burger"), 3, 5, 7, At(6)));
    }

    static OutgoingMessage Fact(Order order, int version, FactKind kind) => FactCodec.Encode(order, new(order.Id, version, kind, order.History[version - 1].At));

    static Order Order(string id, params ReadOnlySpan<OrderCommand> commands)
    {
        OrderLine[] lines =
        [
            new() { Sku = Sku.Parse("burger"), Quantity = Quantity.Of(2), Price = 6.00m },
            new() { Sku = Sku.Parse("cola+ice"), Quantity = Quantity.Of(1), Price = 5.00m },
        ];
        var content = NewOrder.OfItems(OrderId.Parse(id), CustomerId.Parse("alice@example.org"), Currency.Parse("EUR"), lines, "tok_1");
        var order = OrderDecider.Create(new(content, At(0).AddMinutes(15)), At(0));
        foreach (var command in commands)
        {
            var at = At(order.Version);
            order = OrderDecider.Evolve(order, (OrderDecision.Happens)OrderDecider.Decide(order, command, at), at);
        }

        return order;
    }

    static DateTimeOffset At(int second) => Start.AddSeconds(second);
}

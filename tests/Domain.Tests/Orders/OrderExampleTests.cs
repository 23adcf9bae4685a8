namespace OrleansOrders.Domain.Tests.Orders;

/// <summary>The ways of an order, one sentence each.</summary>
public sealed class OrderExampleTests
{
    static readonly OrderCommand Reserve = new OrderCommand.RecordReservation([], false);
    static readonly OrderCommand Short = new OrderCommand.RecordReservation([new(Sku.Parse("a"), 2, 1)], false);
    static readonly OrderCommand Unknown = new OrderCommand.RecordReservation([new(Sku.Parse("a"), 2, 0)], true);
    static readonly OrderCommand Paid = new OrderCommand.PaymentSucceeded();
    static readonly OrderCommand Declined = new OrderCommand.PaymentFailed();
    static readonly OrderCommand Cancel = new OrderCommand.Cancel();
    static readonly OrderCommand Expire = new OrderCommand.Expire();
    static readonly OrderCommand Refund = new OrderCommand.RecordRefund();

    static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    static readonly TimeSpan Deadline = TimeSpan.FromMinutes(15);

    [Fact]
    public void A_paid_order_is_confirmed() => AssertWay(OrderStatus.Confirmed, releases: false, [Reserve, Paid], [FactKind.OrderConfirmed]);

    [Fact]
    public void A_reserved_order_announces_that_payment_may_begin() =>
        AssertWay(OrderStatus.Reserved, releases: false, [Reserve], [FactKind.InventoryReserved]);

    [Fact]
    public void A_declined_order_fails_and_gives_back()
    {
        var order = AssertWay(OrderStatus.Failed, releases: true, [Reserve, Declined], [FactKind.InventoryReleased, FactKind.OrderFailed]);

        Assert.Equal(FailureReason.PaymentDeclined, order.Failure!.Reason);
    }

    [Fact]
    public void A_short_order_fails_with_every_short_item()
    {
        var order = AssertWay(OrderStatus.Failed, releases: true, [Short], [FactKind.InventoryFailed, FactKind.OrderFailed]);

        Assert.Equal((FailureReason.OutOfStock, new Shortage(Sku.Parse("a"), 2, 1)), (order.Failure!.Reason, Assert.Single(order.Failure.Shortages)));
    }

    [Fact]
    public void An_order_of_an_unknown_item_fails_for_that_reason() => Assert.Equal(
        FailureReason.UnknownSku,
        AssertWay(OrderStatus.Failed, releases: true, [Unknown], [FactKind.InventoryFailed, FactKind.OrderFailed]).Failure!.Reason);

    [Fact]
    public void A_cancelled_order_stays_so_when_its_reservation_arrives() =>
        AssertWay(OrderStatus.Cancelled, releases: true, [Cancel, Reserve], []);

    [Fact]
    public void A_cancelled_order_that_held_announces_what_it_gives_back() =>
        AssertWay(OrderStatus.Cancelled, releases: true, [Reserve, Cancel], [FactKind.InventoryReleased, FactKind.OrderCancelled]);

    [Fact]
    public void A_cancelled_order_that_is_paid_late_asks_for_a_refund_once()
    {
        AssertWay(OrderStatus.Cancelled, releases: true, [Reserve, Cancel, Paid, Paid], [FactKind.PaymentRefundRequested]);
        Assert.Equal(5, AssertWay(OrderStatus.Cancelled, releases: true, [Reserve, Cancel, Paid, Refund, Refund, Paid], []).Version);
    }

    [Fact]
    public void An_order_that_recorded_that_it_owes_a_refund_asks_again_whatever_the_gateway_remembers()
    {
        var owing = AssertWay(OrderStatus.Cancelled, releases: true, [Reserve, Cancel, Paid], [FactKind.PaymentRefundRequested]);

        Assert.IsType<OrderCommand.PaymentSucceeded>(PaymentDecider.AfterVoid(owing, paid: false));
    }

    [Fact]
    public void A_confirmed_order_cannot_be_cancelled() => AssertRefused(OrderRefusal.TooLate, [Reserve, Paid], Cancel);

    [Fact]
    public void A_failed_order_cannot_be_cancelled() => AssertRefused(OrderRefusal.TooLate, [Short], Cancel);

    [Fact]
    public void Money_before_the_reservation_has_to_wait() => AssertRefused(OrderRefusal.TooEarly, [], Paid);

    [Fact]
    public void A_decline_before_the_reservation_has_to_wait() => AssertRefused(OrderRefusal.TooEarly, [], Declined);

    [Fact]
    public void A_refund_that_nobody_asked_for_is_refused() => AssertRefused(OrderRefusal.TooEarly, [Reserve, Paid], Refund);

    [Fact]
    public void An_order_expires_at_its_deadline_and_not_before()
    {
        var order = After([Reserve]);

        Assert.Equal(new OrderDecision.Refused(OrderRefusal.NotExpired), OrderDecider.Decide(order, Expire, order.ExpiresAt.AddTicks(-1)));
        var expired = Assert.IsType<OrderDecision.Happens>(OrderDecider.Decide(order, Expire, order.ExpiresAt));
        Assert.Equal(FailureReason.PaymentTimeout, expired.Failure!.Reason);
        Assert.Equal(
            [FactKind.InventoryReleased, FactKind.OrderFailed],
            OrderFacts.Announce(OrderDecider.Evolve(order, expired, order.ExpiresAt), Expire).Select(fact => fact.Kind));
    }

    [Fact]
    public void A_payment_of_another_amount_is_refused()
    {
        var other = new OrderCommand.PaymentSucceeded(Money.Zero(Currency.Default));

        AssertRefused(OrderRefusal.AmountMismatch, [Reserve], other);
        AssertRefused(OrderRefusal.AmountMismatch, [Cancel], other);
        AssertWay(OrderStatus.Confirmed, releases: false, [Reserve, new OrderCommand.PaymentSucceeded(Content().Total)], [FactKind.OrderConfirmed]);
    }

    [Fact]
    public void The_same_order_again_is_nothing_new_and_other_content_is_refused()
    {
        var order = After([]);
        var other = NewOrder.OfAmount(order.Id, order.Content.CustomerId, order.Content.Total);

        Assert.Same(OrderDecision.Nothing.Instance, OrderDecider.Decide(order, new OrderCommand.Place(Content(), Start.AddDays(1)), Start));
        Assert.Equal(new OrderDecision.Refused(OrderRefusal.Exists), OrderDecider.Decide(order, new OrderCommand.Place(other, order.ExpiresAt), Start));
    }

    [Fact]
    public void A_placement_is_announced_only_as_long_as_it_is_to_be_worked()
    {
        var place = new OrderCommand.Place(Content(), Start + Deadline);

        Assert.Equal([FactKind.OrderPlaced], OrderFacts.Announce(After([]), place).Select(fact => fact.Kind));
        Assert.Empty(OrderFacts.Announce(After([Reserve]), place));
    }

    [Fact]
    public void An_order_that_does_not_exist_can_only_be_placed()
    {
        foreach (var command in new[] { Reserve, Paid, Declined, Cancel, Expire, Refund })
        {
            Assert.Equal(new OrderDecision.Refused(OrderRefusal.NotFound), OrderDecider.Decide(null, command, Start));
        }

        Assert.Equal(new OrderDecision.Happens(OrderEventKind.Placed), OrderDecider.Decide(null, new OrderCommand.Place(Content(), Start), Start));
    }

    static Order AssertWay(OrderStatus status, bool releases, OrderCommand[] commands, FactKind[] lastFacts)
    {
        var order = After(commands);

        Assert.Equal((status, releases), (order.Status, OrderFacts.ReleasesStock(order.Status)));
        Assert.Equal(lastFacts, OrderFacts.Announce(order, commands[^1]).Select(fact => fact.Kind));
        return order;
    }

    static void AssertRefused(OrderRefusal reason, OrderCommand[] before, OrderCommand command) =>
        Assert.Equal(new OrderDecision.Refused(reason), OrderDecider.Decide(After(before), command, Start));

    static Order After(OrderCommand[] commands)
    {
        var order = OrderDecider.Create(new(Content(), Start + Deadline), Start);
        foreach (var command in commands)
        {
            if (OrderDecider.Decide(order, command, Start) is OrderDecision.Happens happens) order = OrderDecider.Evolve(order, happens, Start);
        }

        return order;
    }

    static NewOrder Content()
    {
        var line = new OrderLine { Sku = Sku.Parse("a"), Quantity = Quantity.Of(2), Price = 1.5m };
        return NewOrder.OfItems(OrderId.Parse("o"), CustomerId.Parse("c"), Currency.Default, [line]);
    }
}

using System.Collections.Immutable;

namespace OrleansOrders.Domain;

/// <summary>What follows from an order's persisted state: what to announce for an input, and whether its items get back what it took.</summary>
public static class OrderFacts
{
    /// <summary>
    /// Whether the items have to be told to take back what the order took; telling them again changes nothing. An order that is confirmed keeps it, and no item needs to
    /// know.
    /// </summary>
    public static bool ReleasesStock(OrderStatus status) => status is OrderStatus.Failed or OrderStatus.Cancelled;

    /// <summary>
    /// The facts to announce after <paramref name="command"/> was worked and <paramref name="order"/> is what is stored: the facts of the event
    /// that this command causes, unless a later state made them moot. The same for the first delivery and for every repeat.
    /// </summary>
    public static ImmutableArray<Fact> Announce(Order order, OrderCommand command)
    {
        ArgumentNullException.ThrowIfNull(order);
        return command switch
        {
            OrderCommand.Place => order.Status is OrderStatus.Pending ? Of(order, OrderEventKind.Placed) : [],
            OrderCommand.RecordReservation => order.Status switch
            {
                OrderStatus.Reserved => Of(order, OrderEventKind.Reserved),
                OrderStatus.Failed => Of(order, OrderEventKind.Failed),
                _ => [],
            },
            OrderCommand.PaymentSucceeded => order.Status switch
            {
                OrderStatus.Confirmed => Of(order, OrderEventKind.Confirmed),

                // Once the refund is recorded there is nothing left to ask for.
                _ => order.Find(OrderEventKind.Refunded) is null ? Of(order, OrderEventKind.RefundRequested) : [],
            },
            OrderCommand.PaymentFailed or OrderCommand.Expire => Of(order, OrderEventKind.Failed),
            OrderCommand.Cancel => Of(order, OrderEventKind.Cancelled),
            OrderCommand.RecordRefund => [],
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
        };
    }

    static ImmutableArray<Fact> Of(Order order, OrderEventKind kind) =>
        order.Find(kind) is { } e ? [.. KindsOf(order, e).Select(fact => new Fact(order.Id, e.Version, fact, e.At))] : [];

    static FactKind[] KindsOf(Order order, OrderEvent e) => e.Kind switch
    {
        OrderEventKind.Placed => [FactKind.OrderPlaced],
        OrderEventKind.Reserved => [FactKind.InventoryReserved],
        OrderEventKind.Confirmed => [FactKind.OrderConfirmed],
        OrderEventKind.Failed when WasReserved(order) => [FactKind.InventoryReleased, FactKind.OrderFailed],
        OrderEventKind.Failed when e.Failure!.Reason is FailureReason.OutOfStock or FailureReason.UnknownSku => [FactKind.InventoryFailed, FactKind.OrderFailed],
        OrderEventKind.Failed => [FactKind.OrderFailed],
        OrderEventKind.Cancelled => WasReserved(order) ? [FactKind.InventoryReleased, FactKind.OrderCancelled] : [FactKind.OrderCancelled],
        OrderEventKind.RefundRequested => [FactKind.PaymentRefundRequested],
        OrderEventKind.Refunded => [],
        _ => throw new ArgumentOutOfRangeException(nameof(e)),
    };

    static bool WasReserved(Order order) => order.Find(OrderEventKind.Reserved) is not null;
}

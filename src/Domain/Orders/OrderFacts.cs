using System.Collections.Immutable;

namespace OrleansOrders.Domain;

/// <summary>Derives from an order's stored state which facts to announce for a command, and whether its stock must be released.</summary>
public static class OrderFacts
{
    /// <summary>
    /// Whether the items must release the order's stock; releasing again changes nothing. A confirmed order keeps its stock, so no item is
    /// notified.
    /// </summary>
    public static bool ReleasesStock(OrderStatus status) => status is OrderStatus.Failed or OrderStatus.Cancelled;

    /// <summary>
    /// The facts to announce after <paramref name="command"/> was applied and <paramref name="order"/> is stored: those of the event that
    /// the command causes, unless a later state made them obsolete. The same for the first delivery and for every repeat.
    /// </summary>
    public static ImmutableArray<Fact> Announce(Order order, OrderCommand command) => command switch
    {
        OrderCommand.Place => order.Status is OrderStatus.Pending ? Of(order, OrderEventKind.Placed) : [],
        OrderCommand.RecordReservation => OfReservation(order),
        OrderCommand.PaymentSucceeded => order.Status switch
        {
            OrderStatus.Confirmed => Of(order, OrderEventKind.Confirmed),

            // After the refund is recorded, there is no refund left to request.
            _ => order.Find(OrderEventKind.Refunded) is null ? Of(order, OrderEventKind.RefundRequested) : [],
        },
        OrderCommand.PaymentFailed or OrderCommand.Expire => Of(order, OrderEventKind.Failed),
        OrderCommand.Cancel => Of(order, OrderEventKind.Cancelled),
        OrderCommand.RecordRefund => [],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    /// <summary>The facts of the reservation that <paramref name="order"/> has recorded, unless a later state made them obsolete.</summary>
    public static ImmutableArray<Fact> OfReservation(Order order) => order.Status switch
    {
        OrderStatus.Reserved => Of(order, OrderEventKind.Reserved),
        OrderStatus.Failed => Of(order, OrderEventKind.Failed),
        _ => [],
    };

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

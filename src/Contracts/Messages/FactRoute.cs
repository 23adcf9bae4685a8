using OrleansOrders.Domain;

namespace OrleansOrders.Contracts;

/// <summary>The message type and the exchange of each kind of fact.</summary>
/// <param name="Exchange">One of <see cref="Exchanges"/>.</param>
/// <param name="Type">The message's type, which is also its routing key except for <see cref="FactKind.OrderPlaced"/>.</param>
sealed record FactRoute(string Exchange, string Type)
{
    static readonly FactRoute OrderPlaced = new(Exchanges.OrderEvents, RoutingKeys.OrderPlaced);
    static readonly FactRoute InventoryReserved = new(Exchanges.InventoryEvents, RoutingKeys.InventoryReserved);
    static readonly FactRoute InventoryFailed = new(Exchanges.InventoryEvents, RoutingKeys.InventoryFailed);
    static readonly FactRoute InventoryReleased = new(Exchanges.InventoryEvents, RoutingKeys.InventoryReleased);
    static readonly FactRoute OrderConfirmed = new(Exchanges.OrderEvents, RoutingKeys.OrderConfirmed);
    static readonly FactRoute OrderFailed = new(Exchanges.OrderEvents, RoutingKeys.OrderFailed);
    static readonly FactRoute OrderCancelled = new(Exchanges.OrderEvents, RoutingKeys.OrderCancelled);
    static readonly FactRoute PaymentRefundRequested = new(Exchanges.PaymentEvents, RoutingKeys.PaymentRefundRequested);

    public static FactRoute Of(FactKind kind) => kind switch
    {
        FactKind.OrderPlaced => OrderPlaced,
        FactKind.InventoryReserved => InventoryReserved,
        FactKind.InventoryFailed => InventoryFailed,
        FactKind.InventoryReleased => InventoryReleased,
        FactKind.OrderConfirmed => OrderConfirmed,
        FactKind.OrderFailed => OrderFailed,
        FactKind.OrderCancelled => OrderCancelled,
        FactKind.PaymentRefundRequested => PaymentRefundRequested,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}

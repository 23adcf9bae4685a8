using OrleansOrders.Contracts;

namespace OrleansOrders.Chaos;

/// <summary>Where an input goes as a message.</summary>
static class FuzzEntrance
{
    /// <summary>The kind is that which the queue's consumer reads.</summary>
    public static (string Exchange, string Key, FuzzKind Kind) Of(FuzzKind kind, Random random) => kind switch
    {
        FuzzKind.Order => random.Next(2) == 0 ? (Exchanges.OrderEvents, RoutingKeys.OrderCreated, kind) : (Exchanges.NewOrders, RoutingKeys.None, kind),
        FuzzKind.OrderWithoutFallback => (Exchanges.OrderEvents, RoutingKeys.OrderPlaced, kind),

        // Payment results have no queue where the gateway is ours.
        FuzzKind.PaymentResult or FuzzKind.PaymentRequest => random.Next(2) == 0 ? (Exchanges.InventoryEvents, RoutingKeys.InventoryReserved, FuzzKind.PaymentRequest) : (Exchanges.PaymentEvents, RoutingKeys.PaymentRefundRequested, FuzzKind.PaymentRequest),
        FuzzKind.OrderRequest => (Exchanges.OrderEvents, random.Next(2) == 0 ? RoutingKeys.OrderCancelRequested : RoutingKeys.OrderExpiryDue, kind),
        _ => (Exchanges.InventoryEvents, RoutingKeys.InventoryAdjusted, FuzzKind.StockAdjustment),
    };
}

namespace OrleansOrders.Chaos;

/// <summary>The parsers that read bytes from outside, by what they read.</summary>
enum FuzzKind
{
    Order,
    OrderWithoutFallback,
    PaymentResult,
    PaymentRequest,
    OrderRequest,
    StockCount,
    StockAdjustment,
    KnownItemAdjustment,
}

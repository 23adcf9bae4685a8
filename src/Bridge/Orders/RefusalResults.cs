namespace OrleansOrders.Bridge;

/// <summary>Maps refusals to the result of a message.</summary>
static class RefusalResults
{
    /// <summary>The result for an order's refusal. Throws if the refusal may be temporary, so that the message is retried.</summary>
    public static HandlerResult Of(OrderRefusal refusal, OrderId id) => refusal switch
    {
        OrderRefusal.Exists => HandlerResult.Poison(EnumNames.Of(refusal), $"order {id} exists with other content"),
        OrderRefusal.NotFound => HandlerResult.Poison(EnumNames.Of(refusal), $"there is no order {id}"),
        OrderRefusal.AmountMismatch => HandlerResult.Poison(EnumNames.Of(refusal), $"the payment is not of the total of order {id}"),

        // The order ended differently first. The message is obsolete and nothing is announced.
        OrderRefusal.TooLate => HandlerResult.Done,
        OrderRefusal.TooEarly or OrderRefusal.NotExpired => throw new NotYetAcceptableException(id),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, null),
    };

    /// <summary>The result for an item's refusal of an adjustment.</summary>
    public static HandlerResult Of(StockRefusal refusal, Sku sku) => refusal switch
    {
        StockRefusal.Insufficient => HandlerResult.Poison(EnumNames.Of(refusal), $"item {sku} has fewer units available than are to be taken away"),
        StockRefusal.UnknownSku => HandlerResult.Poison(EnumNames.Of(refusal), $"there is no item {sku}"),
        StockRefusal.TooLarge => HandlerResult.Poison(EnumNames.Of(refusal), $"item {sku} would have more units than can be counted"),
        StockRefusal.AdjustmentExists => HandlerResult.Poison(EnumNames.Of(refusal), $"the adjustment_id is recorded for item {sku} with another delta"),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, null),
    };
}

namespace OrleansOrders.Domain.Tests.Stock;

/// <summary>The rules that the laws are about; broken ones show that the laws catch them.</summary>
sealed record StockRules
{
    public static StockRules Real { get; } = new();

    public Func<Item, StockCommand.OfOrder, Hold?, StockDecision> DecideHold { get; init; } = StockDecider.Decide;

    public Func<Item, StockCommand, long?, StockDecision> DecideAdjustment { get; init; } = StockDecider.DecideAdjustment;
}

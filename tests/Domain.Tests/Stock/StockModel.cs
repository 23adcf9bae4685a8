namespace OrleansOrders.Domain.Tests.Stock;

/// <summary>An item with all its records kept in memory, as a ledger keeps them: the decider says what to write, this writes it.</summary>
sealed class StockModel(StockRules rules)
{
    readonly Dictionary<OrderId, Hold> _holds = [];
    readonly Dictionary<AdjustmentId, long> _adjustments = [];

    public Item Item { get; private set; } = Item.Unknown(Sku.Parse("a"));

    public IReadOnlyDictionary<OrderId, Hold> Holds => _holds;

    public IReadOnlyDictionary<AdjustmentId, long> Adjustments => _adjustments;

    public StockRefusal? Work(StockCommand command)
    {
        var decision = command switch
        {
            StockCommand.OfOrder hold => rules.DecideHold(Item, hold, _holds.TryGetValue(hold.OrderId, out var found) ? found : null),
            StockCommand.Adjust adjust => rules.DecideAdjustment(Item, adjust, Recorded(adjust.AdjustmentId)),
            StockCommand.SetAvailable set => rules.DecideAdjustment(Item, set, Recorded(set.AdjustmentId)),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
        if (decision.Write is { } write) _holds[((StockCommand.OfOrder)command).OrderId] = write;
        if (decision.Delta is { } delta) _adjustments.Add(command is StockCommand.Adjust adjusted ? adjusted.AdjustmentId : ((StockCommand.SetAvailable)command).AdjustmentId, delta);

        // An item comes to be by an adjustment only; once it is there, every record raises its version.
        var writes = decision.Delta is not null || (Item.Exists && decision.Write is not null);
        Item = decision.Item with { Version = Item.Version + (writes ? 1 : 0) };
        return decision.Refusal;
    }

    long? Recorded(AdjustmentId id) => _adjustments.TryGetValue(id, out var delta) ? delta : null;

    /// <summary>All that is stored, as one text: equal texts are equal stores.</summary>
    public override string ToString() =>
        $"{Item} {string.Join(',', _holds.OrderBy(hold => hold.Key.Value, StringComparer.Ordinal))} {string.Join(',', _adjustments.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal))}";
}

/// <summary>The rules that the laws are about; broken ones show that the laws catch them.</summary>
sealed record StockRules
{
    public static StockRules Real { get; } = new();

    public Func<Item, StockCommand.OfOrder, Hold?, StockDecision> DecideHold { get; init; } = StockDecider.Decide;

    public Func<Item, StockCommand, long?, StockDecision> DecideAdjustment { get; init; } = StockDecider.DecideAdjustment;
}

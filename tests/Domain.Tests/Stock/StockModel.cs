using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

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

/// <summary>Generated command histories of one item: few orders and ids, so that they meet; small and absurdly large numbers.</summary>
static class StockScripts
{
    static readonly Gen<OrderId> Order = Gen.Elements("o1", "o2", "o3", "o4").Select(id => OrderId.Parse(id));

    static readonly Gen<AdjustmentId> Adjustment = Gen.Choose(1, 12).Select(n => AdjustmentId.Parse($"adj{n}"));

    static readonly Gen<int> Units = Gen.Frequency((5, Gen.Choose(1, 4)), (1, Gen.Elements(500_000_000)));

    static readonly Gen<long> Number = Gen.Frequency(
        (6, Gen.Choose(-5, 8).Select(n => (long)n)),
        (1, Gen.Elements(StockDecider.MaxUnits, StockDecider.MaxUnits - 1, StockDecider.MaxUnits + 1, -StockDecider.MaxUnits, long.MaxValue, long.MinValue)));

    static readonly Gen<StockCommand> Command = Gen.Frequency(
        (4, from order in Order from units in Units select (StockCommand)new StockCommand.Reserve(order, units)),
        (2, from order in Order from units in Units select (StockCommand)new StockCommand.Release(order, units)),
        (3, from id in Adjustment from delta in Number select (StockCommand)new StockCommand.Adjust(id, delta)),
        (1, from id in Adjustment from available in Number select (StockCommand)new StockCommand.SetAvailable(id, available)));

    public static Arbitrary<ImmutableArray<StockCommand>> Arbitrary { get; } = Arb.From(
        Gen.Choose(0, 30).SelectMany(length => Command.ArrayOf(length)).Select(commands => ImmutableArray.Create(commands)),
        commands => Enumerable.Range(0, commands.Length).Select(i => commands.RemoveAt(i)));
}

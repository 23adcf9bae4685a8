using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace OrleansOrders.Domain.Tests.Stock;

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

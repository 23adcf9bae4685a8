using Orleans;
using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>An item's answer and the number it stands on, as committed with it or before it.</summary>
[GenerateSerializer, Immutable]
public readonly record struct StockReply
{
    /// <summary>Null: it is so. Otherwise why not.</summary>
    [Id(0)]
    public StockRefusal? Refusal { get; init; }

    /// <summary>Units an order may still take.</summary>
    [Id(1)]
    public long Available { get; init; }

    /// <summary>
    /// Set in one answer only, that of the request whose commit took the item below the threshold: who gets it announces it. A repeat of the
    /// request changes nothing and so has nothing to announce.
    /// </summary>
    [Id(2)]
    public LowStock? Low { get; init; }

    internal static StockReply Of(StockRefusal? refusal, Item item, LowStock? low) =>
        new() { Refusal = refusal, Available = item.Available, Low = low };
}

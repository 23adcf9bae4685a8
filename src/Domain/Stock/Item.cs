namespace OrleansOrders.Domain;

/// <summary>
/// An item's stock in a few numbers. <c>Received = Available + Held + Sold</c> at every instant. <see cref="Version"/> 0 is an item that does not
/// exist; it comes to be by an adjustment only, and from then on every change of the item or of its holds raises the version by one.
/// </summary>
public sealed record Item
{
    /// <summary>The item.</summary>
    public required Sku Sku { get; init; }

    /// <summary>Units that ever came in, adjustments netted.</summary>
    public long Received { get; init; }

    /// <summary>Units that an order may still take; never below zero.</summary>
    public long Available { get; init; }

    /// <summary>Units held by orders that wait for payment.</summary>
    public long Held { get; init; }

    /// <summary>Guards every write.</summary>
    public long Version { get; init; }

    /// <summary>Units sold.</summary>
    public long Sold => Received - Available - Held;

    /// <summary>Whether the item exists.</summary>
    public bool Exists => Version > 0;

    /// <summary>An item nobody has received yet.</summary>
    public static Item Unknown(Sku sku) => new() { Sku = sku };
}

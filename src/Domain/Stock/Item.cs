namespace OrleansOrders.Domain;

/// <summary>
/// An item's stock in a few numbers. <c>Received = Available + Taken</c> at every instant. <see cref="Version"/> 0 is an item that does not
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

    /// <summary>Guards every write.</summary>
    public long Version { get; init; }

    /// <summary>Units that orders have taken, paid or not.</summary>
    public long Taken => Received - Available;

    /// <summary>Whether the item exists.</summary>
    public bool Exists => Version > 0;

    /// <summary>An item nobody has received yet.</summary>
    public static Item Unknown(Sku sku) => new() { Sku = sku };
}

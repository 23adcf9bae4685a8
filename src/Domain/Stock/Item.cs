namespace OrleansOrders.Domain;

/// <summary>
/// An item's stock. <c>Received = Available + Taken</c> at every instant. An item with <see cref="Version"/> 0 does not exist. Only an
/// adjustment creates an item; then every change of the item or its holds raises the version by one.
/// </summary>
public sealed record Item
{
    /// <summary>The item.</summary>
    public required Sku Sku { get; init; }

    /// <summary>Units received in total, net of adjustments.</summary>
    public long Received { get; init; }

    /// <summary>Units available to orders; never negative.</summary>
    public long Available { get; init; }

    /// <summary>Guards every write.</summary>
    public long Version { get; init; }

    /// <summary>Units taken by orders, paid or not.</summary>
    public long Taken => Received - Available;

    /// <summary>Whether the item exists.</summary>
    public bool Exists => Version > 0;

    /// <summary>An item that does not exist yet.</summary>
    public static Item Unknown(Sku sku) => new() { Sku = sku };
}

namespace OrleansOrders.Chaos;

/// <summary>What is sold in a run.</summary>
static class Catalog
{
    /// <summary>There is always less of it than is wanted; it is restocked and written off all the time.</summary>
    public const string Scarce = "chaos-scarce";

    /// <summary>Nobody ever had it.</summary>
    public const string Unknown = "chaos-unknown";

    const int Plain = 8;

    /// <summary>There is always enough of these.</summary>
    public static IReadOnlyList<string> Plenty { get; } = [.. Enumerable.Range(1, Plain).Select(n => FormattableString.Invariant($"chaos-{n}"))];

    /// <summary>What comes in before the run begins.</summary>
    public static IEnumerable<Deed.Adjust> Delivery =>
    [
        .. Plenty.Select(sku => new Deed.Adjust(sku, "delivery", 1_000_000_000)),
        new(Scarce, "delivery", 100),
    ];

    public static bool Has(string sku) => sku.StartsWith("chaos-", StringComparison.Ordinal);
}

using System.Globalization;

namespace OrleansOrders.Chaos;

/// <summary>Thinks up orders, from a seed.</summary>
sealed class Wishes(string name, Random random)
{
    /// <summary>Customers whose live stream is listened to.</summary>
    public static IReadOnlyList<string> Watched { get; } = ["watched-1", "watched-2"];

    int _count;

    /// <summary>An order with an id of the client's own.</summary>
    public Asked Named() => Next() with { OrderId = $"{name}-{_count.ToString(CultureInfo.InvariantCulture)}" };

    /// <summary>An order that the system is to name; its customer has no other.</summary>
    public Asked Unnamed() => Next() with { CustomerId = $"{name}-customer-{_count.ToString(CultureInfo.InvariantCulture)}" };

    /// <summary>The same id with other content: of the two, one may be there.</summary>
    public static Asked Contesting(Asked order) => order with { CustomerId = order.CustomerId + "-rival" };

    /// <summary>An id that no order and no message has yet.</summary>
    public string Id(string kind) => $"{name}-{kind}-{(++_count).ToString(CultureInfo.InvariantCulture)}";

    Asked Next()
    {
        _count++;
        var lines = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new Line(Sku(), random.Next(1, 4), random.Next(0, 2_000) / 100m)).ToList();
        return new()
        {
            CustomerId = random.Next(12) == 0 ? Watched[random.Next(Watched.Count)] : FormattableString.Invariant($"customer-{random.Next(60)}"),
            Token = random.Next(20) switch { 0 or 1 => "tok_decline", 2 => "tok_twice", 3 => "tok_timeout_then_ok", 4 => "tok_timeout_forever", < 10 => "tok_ok", _ => null },
            Lines = lines,
        };
    }

    string Sku() => random.Next(40) switch { 0 => Catalog.Unknown, < 12 => Catalog.Scarce, _ => Catalog.Plenty[random.Next(Catalog.Plenty.Count)] };
}

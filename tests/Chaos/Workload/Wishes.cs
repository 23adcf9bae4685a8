using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansOrders.Chaos;

/// <summary>The items of a run.</summary>
static class Catalog
{
    /// <summary>Always scarce; continually restocked and written off.</summary>
    public const string Scarce = "chaos-scarce";

    /// <summary>Does not exist.</summary>
    public const string Unknown = "chaos-unknown";

    const int Plain = 8;

    /// <summary>Never run out.</summary>
    public static IReadOnlyList<string> Plenty { get; } = [.. Enumerable.Range(1, Plain).Select(n => FormattableString.Invariant($"chaos-{n}"))];

    /// <summary>The initial stock.</summary>
    public static IEnumerable<Deed.Adjust> Delivery =>
    [
        .. Plenty.Select(sku => new Deed.Adjust(sku, "delivery", 1_000_000_000)),
        new(Scarce, "delivery", 100),
    ];

    public static bool Has(string sku) => sku.StartsWith("chaos-", StringComparison.Ordinal);
}

/// <summary>Makes orders, from a seed.</summary>
sealed class Wishes(string name, Random random)
{
    /// <summary>Customers whose live stream is read.</summary>
    public static IReadOnlyList<string> Watched { get; } = ["watched-1", "watched-2"];

    int _count;

    /// <summary>An order with the client's id.</summary>
    public Asked Named() => Next() with { OrderId = $"{name}-{_count.ToString(CultureInfo.InvariantCulture)}" };

    /// <summary>An order without an id; its customer has no other.</summary>
    public Asked Unnamed() => Next() with { CustomerId = $"{name}-customer-{_count.ToString(CultureInfo.InvariantCulture)}" };

    /// <summary>The same id with other content: only one of the two may exist.</summary>
    public static Asked Contesting(Asked order) => order with { CustomerId = order.CustomerId + "-rival" };

    /// <summary>A new id of an order or message.</summary>
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

/// <summary>Writes an order in the format of one kind of client. The content is the same.</summary>
static class Dialects
{
    static readonly string[] Customers = ["customer_id", "user_id", "student_id", "customer_email"];
    static readonly string[] Skus = ["sku", "item_id"];
    static readonly string[] Quantities = ["quantity", "qty"];

    public static byte[] Write(Asked order, Random random)
    {
        var (sku, quantity) = (Skus[random.Next(2)], Quantities[random.Next(2)]);
        var fields = new JsonObject { [Customers[random.Next(Customers.Length)]] = order.CustomerId };
        if (order.OrderId is not null) fields["order_id"] = order.OrderId;
        if (order.Token is not null) fields["payment_token"] = order.Token;
        if (order.Lines is [var only] && random.Next(2) == 0)
        {
            (fields["item"], fields[quantity], fields["price"]) = (only.Sku, only.Quantity, only.Price);
        }
        else
        {
            fields["items"] = new JsonArray([.. order.Lines.Select(line => new JsonObject { [sku] = line.Sku, [quantity] = line.Quantity, ["price"] = line.Price })]);
        }

        return JsonSerializer.SerializeToUtf8Bytes<JsonNode>(random.Next(4) == 0 && order.OrderId is not null ? new JsonObject { ["type"] = "OrderPlaced", ["data"] = fields } : fields);
    }
}

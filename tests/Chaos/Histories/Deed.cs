namespace OrleansOrders.Chaos;

/// <summary>One line of an order, as it was asked for or as it is shown.</summary>
sealed record Line(string Sku, int Quantity, decimal Price)
{
    public override string ToString() => FormattableString.Invariant($"{Quantity} {Sku} at {Price:0.00##}");
}

/// <summary>An order as somebody asked for it.</summary>
sealed record Asked
{
    /// <summary>The client's own id; null for one that the system names, which is then known by its customer, who has no other.</summary>
    public string? OrderId { get; init; }

    public required string CustomerId { get; init; }

    public string? Token { get; init; }

    public required IReadOnlyList<Line> Lines { get; init; }

    /// <summary>What two orders have in common that ask for the same.</summary>
    public string Content => ContentOf(CustomerId, Lines);

    public static string ContentOf(string customerId, IEnumerable<Line> lines) => $"{customerId}: {string.Join(", ", lines)}";
}

/// <summary>What a client does. The set is closed.</summary>
abstract record Deed
{
    Deed()
    {
    }

    /// <summary>Asks for an order, over HTTP or by a message.</summary>
    public sealed record Place(Asked Order) : Deed;

    /// <summary>Cancels an order.</summary>
    public sealed record Cancel(string OrderId) : Deed;

    /// <summary>Looks at an order.</summary>
    public sealed record Read(string OrderId) : Deed;

    /// <summary>Adds to an item's stock, or takes away from it, over HTTP or by a message.</summary>
    public sealed record Adjust(string Sku, string AdjustmentId, long Delta) : Deed;

    /// <summary>Publishes what nobody can work.</summary>
    public sealed record Poison(string MessageId) : Deed;

    /// <summary>Says that an order was paid, as if it were a payment service. Nobody believes it.</summary>
    public sealed record Pay(string OrderId) : Deed;
}

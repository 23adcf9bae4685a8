namespace OrleansOrders.Chaos;

/// <summary>One line of an order, in a request or a reply.</summary>
sealed record Line(string Sku, int Quantity, decimal Price)
{
    public override string ToString() => FormattableString.Invariant($"{Quantity} {Sku} at {Price:0.00##}");
}

/// <summary>A requested order.</summary>
sealed record Asked
{
    /// <summary>The client's id; null if the system assigns it. The order is then identified by its customer, who has no other.</summary>
    public string? OrderId { get; init; }

    public required string CustomerId { get; init; }

    public string? Token { get; init; }

    public required IReadOnlyList<Line> Lines { get; init; }

    /// <summary>The content, equal for two requests of the same order.</summary>
    public string Content => ContentOf(CustomerId, Lines);

    public static string ContentOf(string customerId, IEnumerable<Line> lines) => $"{customerId}: {string.Join(", ", lines)}";
}

/// <summary>An operation of a client. The set is closed.</summary>
abstract record Deed
{
    Deed()
    {
    }

    /// <summary>Places an order, over HTTP or by a message.</summary>
    public sealed record Place(Asked Order) : Deed;

    /// <summary>Cancels an order.</summary>
    public sealed record Cancel(string OrderId) : Deed;

    /// <summary>Reads an order.</summary>
    public sealed record Read(string OrderId) : Deed;

    /// <summary>Adjusts an item's stock, over HTTP or by a message.</summary>
    public sealed record Adjust(string Sku, string AdjustmentId, long Delta) : Deed;

    /// <summary>Publishes a message that can never be handled.</summary>
    public sealed record Poison(string MessageId) : Deed;

    /// <summary>Publishes a forged payment result, which must have no effect.</summary>
    public sealed record Pay(string OrderId) : Deed;
}

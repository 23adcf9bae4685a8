namespace OrleansOrders.Chaos;

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

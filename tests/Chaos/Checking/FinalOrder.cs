namespace OrleansOrders.Chaos;

/// <summary>An order as the API shows it.</summary>
sealed record FinalOrder
{
    public required string OrderId { get; init; }

    public required string CustomerId { get; init; }

    public required string Status { get; init; }

    public required IReadOnlyList<Line> Lines { get; init; }

    /// <summary>What happened, oldest first; the first has version 1.</summary>
    public required IReadOnlyList<string> History { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Reason { get; init; }

    public bool IsFinal => Status is "confirmed" or "failed" or "cancelled";

    public string Content => Asked.ContentOf(CustomerId, Lines);

    /// <summary>The status that it had at a version; null where it never had that version.</summary>
    public string? StatusAt(int version)
    {
        if (version < 1 || version > History.Count) return null;
        for (var i = version - 1; i >= 0; i--)
        {
            if (History[i] is not ("refund_requested" or "refunded")) return History[i] is "placed" ? "pending" : History[i];
        }

        return null;
    }

    /// <summary>The version at which something happened, 0 where it never did.</summary>
    public int VersionOf(string kind)
    {
        for (var i = 0; i < History.Count; i++)
        {
            if (History[i] == kind) return i + 1;
        }

        return 0;
    }
}

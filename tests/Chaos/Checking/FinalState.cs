namespace OrleansOrders.Chaos;

/// <summary>What is there once all faults are over and nothing is left to do.</summary>
sealed record FinalState
{
    public IReadOnlyList<FinalOrder> Orders { get; init; } = [];

    /// <summary>The changes of stock that were made.</summary>
    public IReadOnlyList<FinalAdjustment> Adjustments { get; init; } = [];

    public IReadOnlyList<FinalNotification> Notifications { get; init; } = [];

    /// <summary>The facts that another subscriber of the exchanges heard, each message id once.</summary>
    public IReadOnlyList<FinalFact> Facts { get; init; } = [];

    public IReadOnlyList<FinalLetter> DeadLetters { get; init; } = [];

    /// <summary>What listeners of the live streams heard, in the order in which they heard it.</summary>
    public IReadOnlyList<FinalNotification> Streamed { get; init; } = [];

    /// <summary>Customers whose live stream was heard from before their first order to the end.</summary>
    public IReadOnlyList<string> StreamedCustomers { get; init; } = [];

    /// <summary>What the application's own auditor found.</summary>
    public IReadOnlyList<string> Violations { get; init; } = [];
}

sealed record FinalAdjustment(string Sku, string AdjustmentId, long Delta);

sealed record FinalNotification(string Id, string CustomerId, string OrderId, string Kind);

sealed record FinalFact(string MessageId, string Type, string OrderId);

/// <summary>A dead letter; its order is empty where it speaks of none.</summary>
sealed record FinalLetter(string MessageId, string OrderId, string Reason);

/// <summary>An order as the API shows it.</summary>
sealed record FinalOrder
{
    public required string OrderId { get; init; }

    public required string CustomerId { get; init; }

    public required string Status { get; init; }

    public required IReadOnlyList<Line> Lines { get; init; }

    /// <summary>What happened, oldest first; the first has version 1.</summary>
    public required string[] History { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Reason { get; init; }

    public bool IsFinal => Status is "confirmed" or "failed" or "cancelled";

    public string Content => Asked.ContentOf(CustomerId, Lines);

    /// <summary>The status that it had at a version; null where it never had that version.</summary>
    public string? StatusAt(int version)
    {
        if (version < 1 || version > History.Length) return null;
        var last = History[..version].LastOrDefault(kind => kind is not ("refund_requested" or "refunded"));
        return last is "placed" ? "pending" : last;
    }

    /// <summary>The version at which something happened, 0 where it never did.</summary>
    public int VersionOf(string kind) => Array.IndexOf(History, kind) + 1;
}

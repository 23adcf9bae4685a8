namespace OrleansOrders.Chaos;

/// <summary>The state after all faults have ended and all work is done.</summary>
sealed record FinalState
{
    public IReadOnlyList<FinalOrder> Orders { get; init; } = [];

    /// <summary>The recorded adjustments of stock.</summary>
    public IReadOnlyList<FinalAdjustment> Adjustments { get; init; } = [];

    public IReadOnlyList<FinalNotification> Notifications { get; init; } = [];

    /// <summary>The facts that another subscriber of the exchanges received, each message id once.</summary>
    public IReadOnlyList<FinalFact> Facts { get; init; } = [];

    public IReadOnlyList<FinalLetter> DeadLetters { get; init; } = [];

    /// <summary>The events of the live streams, in the order of their receipt.</summary>
    public IReadOnlyList<FinalNotification> Streamed { get; init; } = [];

    /// <summary>Customers whose live stream was read from before their first order to the end.</summary>
    public IReadOnlyList<string> StreamedCustomers { get; init; } = [];

    /// <summary>The findings of the application's own auditor.</summary>
    public IReadOnlyList<string> Violations { get; init; } = [];
}

sealed record FinalAdjustment(string Sku, string AdjustmentId, long Delta);

sealed record FinalNotification(string Id, string CustomerId, string OrderId, string Kind);

sealed record FinalFact(string MessageId, string Type, string OrderId);

/// <summary>A dead letter; its order is empty if it names none.</summary>
sealed record FinalLetter(string MessageId, string OrderId, string Reason);

/// <summary>An order in the API.</summary>
sealed record FinalOrder
{
    public required string OrderId { get; init; }

    public required string CustomerId { get; init; }

    public required string Status { get; init; }

    public required IReadOnlyList<Line> Lines { get; init; }

    /// <summary>The events, oldest first; the first has version 1.</summary>
    public required string[] History { get; init; }

    /// <summary>The reason of the failure.</summary>
    public string? Reason { get; init; }

    public bool IsFinal => Status is "confirmed" or "failed" or "cancelled";

    public string Content => Asked.ContentOf(CustomerId, Lines);

    /// <summary>The status at a version; null if it never had that version.</summary>
    public string? StatusAt(int version)
    {
        if (version < 1 || version > History.Length) return null;
        var last = History[..version].LastOrDefault(kind => kind is not ("refund_requested" or "refunded"));
        return last is "placed" ? "pending" : last;
    }

    /// <summary>The version of an event; 0 if it never happened.</summary>
    public int VersionOf(string kind) => Array.IndexOf(History, kind) + 1;
}

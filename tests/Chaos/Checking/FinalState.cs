namespace OrleansOrders.Chaos;

/// <summary>What is there once all faults are over and nothing is left to do.</summary>
sealed record FinalState
{
    public IReadOnlyList<FinalOrder> Orders { get; init; } = [];

    public IReadOnlyList<FinalItem> Items { get; init; } = [];

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

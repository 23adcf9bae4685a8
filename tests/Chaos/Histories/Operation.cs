namespace OrleansOrders.Chaos;

/// <summary>One thing that a client did, and what became of it.</summary>
/// <param name="Deed">What.</param>
/// <param name="Began">When it asked, on the run's one clock, in its ticks.</param>
/// <param name="Ended">When it had the answer, or gave up waiting.</param>
/// <param name="Outcome">What it then knew.</param>
sealed record Operation(Deed Deed, long Began, long Ended, Outcome Outcome)
{
    /// <summary>The HTTP status of the answer; null without one.</summary>
    public int? Status { get; init; }

    /// <summary>The order in the answer.</summary>
    public Observation? Seen { get; init; }
}

namespace OrleansOrders.Storage;

/// <summary>The result of one audit.</summary>
public sealed record AuditReport
{
    /// <summary>Time of the audit: immediately before its snapshot was taken.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Time that work in progress was given to settle.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>Number of orders checked.</summary>
    public required long Orders { get; init; }

    /// <summary>Number of items checked.</summary>
    public required long Items { get; init; }

    /// <summary>Number of holds checked.</summary>
    public required long Holds { get; init; }

    /// <summary>The violations, at most <see cref="Auditor.MaxViolations"/> per invariant.</summary>
    public required IReadOnlyList<AuditViolation> Violations { get; init; }

    /// <summary>True when there are no violations.</summary>
    public bool Clean => Violations.Count == 0;
}

/// <summary>One invariant and the query that finds its violations.</summary>
/// <param name="Invariant">The invariant's name, <c>I-1</c> to <c>I-11</c>.</param>
/// <param name="States">The rule that holds at every instant, in words.</param>
/// <param name="Sql">
/// Returns one row per violation: subject (an order or item) and detail. A query may use these parameters: <c>@settled</c>, the time before
/// which work must have settled; <c>@excused</c>, the keys of orders that have a visible dead letter; <c>@suspects</c> and <c>@keys</c>,
/// the ids and the keys of the suspect orders.
/// </param>
/// <param name="Suspects">
/// The query for the ids of the orders that <paramref name="Sql"/> checks; null if <paramref name="Sql"/> selects its rows itself.
/// </param>
public sealed record AuditCheck(string Invariant, string States, string Sql, string? Suspects = null);

/// <summary>One violation of an invariant.</summary>
/// <param name="Invariant">The violated invariant.</param>
/// <param name="Subject">The order or item: <c>order:…</c>, <c>item:…</c>.</param>
/// <param name="Detail">The values that violate the invariant.</param>
public sealed record AuditViolation(string Invariant, string Subject, string Detail);

/// <summary>
/// Another audit of the same schema is running, in this process or another, and there is no earlier report for the same grace.
/// </summary>
public sealed class AuditBusyException() : Exception("Another audit is running.");

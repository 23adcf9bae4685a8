namespace OrleansOrders.Storage;

/// <summary>What an audit found.</summary>
public sealed record AuditReport
{
    /// <summary>When it was made: just before its snapshot was taken.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long things under way were given to settle.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>Orders looked at.</summary>
    public required long Orders { get; init; }

    /// <summary>Items looked at.</summary>
    public required long Items { get; init; }

    /// <summary>Holds looked at.</summary>
    public required long Holds { get; init; }

    /// <summary>What is wrong, at most <see cref="Auditor.MaxViolations"/> of each invariant.</summary>
    public required IReadOnlyList<AuditViolation> Violations { get; init; }

    /// <summary>Whether nothing is.</summary>
    public bool Clean => Violations.Count == 0;
}

/// <summary>One invariant and the query that finds what breaks it.</summary>
/// <param name="Invariant">Its name, <c>I-1</c> to <c>I-11</c>.</param>
/// <param name="States">What holds at every instant, in words.</param>
/// <param name="Sql">
/// Returns a row for each violation: subject (an order or item), detail. <c>@settled</c> is the time before which things must have settled, <c>@excused</c> the keys of
/// the orders that a visible dead letter speaks of, <c>@suspects</c> the ids of the suspects and <c>@keys</c> their keys; a query uses any of them.
/// </param>
/// <param name="Suspects">The query for the ids of the orders that <paramref name="Sql"/> looks at; null where it finds its way alone.</param>
public sealed record AuditCheck(string Invariant, string States, string Sql, string? Suspects = null);

/// <summary>Something that must not be.</summary>
/// <param name="Invariant">Which invariant it breaks.</param>
/// <param name="Subject">The order or item: <c>order:…</c>, <c>item:…</c>.</param>
/// <param name="Detail">What was found.</param>
public sealed record AuditViolation(string Invariant, string Subject, string Detail);

/// <summary>Another audit of the same schema runs, in this process or another one, and there is no earlier report for the same grace.</summary>
public sealed class AuditBusyException() : Exception("Another audit is running.");

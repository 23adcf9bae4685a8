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

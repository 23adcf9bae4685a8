namespace OrleansOrders.Grains;

/// <summary>What an audit found.</summary>
public sealed record AuditReport
{
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

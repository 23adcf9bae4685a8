namespace OrleansOrders.Api;

/// <summary>The result of an audit.</summary>
/// <param name="At">Time of the audit. An earlier audit is returned while another one runs.</param>
/// <param name="Clean">True if there are no violations.</param>
/// <param name="Orders">Number of orders checked.</param>
/// <param name="Items">Number of items checked.</param>
/// <param name="Holds">Number of holds checked.</param>
/// <param name="Invariants">The invariants checked.</param>
/// <param name="Violations">The violations; at most 100 per invariant.</param>
public sealed record AuditView(
    DateTime At, bool Clean, long Orders, long Items, long Holds, IReadOnlyList<AuditInvariantView> Invariants, IReadOnlyList<AuditViolationView> Violations)
{
    internal static AuditView Of(AuditReport report) => new(
        report.At.UtcDateTime,
        report.Clean,
        report.Orders,
        report.Items,
        report.Holds,
        [.. AuditChecks.All.Select(check => new AuditInvariantView(check.Invariant, check.States, report.Violations.Count(v => v.Invariant == check.Invariant)))],
        [.. report.Violations.Select(violation => new AuditViolationView(violation.Invariant, violation.Subject, violation.Detail))]);
}

/// <summary>One invariant.</summary>
/// <param name="Name">Its name.</param>
/// <param name="States">The rule, in words.</param>
/// <param name="Violations">Number of violations; 100 means 100 or more.</param>
public sealed record AuditInvariantView(string Name, string States, int Violations);

/// <summary>One violation of an invariant.</summary>
/// <param name="Invariant">The violated invariant.</param>
/// <param name="Subject">The order or item.</param>
/// <param name="Detail">The values that violate the invariant.</param>
public sealed record AuditViolationView(string Invariant, string Subject, string Detail);

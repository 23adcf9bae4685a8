using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>An audit.</summary>
/// <param name="At">When it was made: an earlier one is shown while another runs.</param>
/// <param name="Clean">Whether nothing is wrong.</param>
/// <param name="Orders">Orders looked at.</param>
/// <param name="Items">Items looked at.</param>
/// <param name="Holds">Holds looked at.</param>
/// <param name="Invariants">What was asked.</param>
/// <param name="Violations">What is wrong; at most 100 of each invariant.</param>
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

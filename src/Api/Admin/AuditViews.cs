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

/// <summary>One invariant that was asked for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="States">What it says.</param>
/// <param name="Violations">How often it is broken; 100 stands for that many or more.</param>
public sealed record AuditInvariantView(string Name, string States, int Violations);

/// <summary>Something that must not be.</summary>
/// <param name="Invariant">Which invariant it breaks.</param>
/// <param name="Subject">The order or item.</param>
/// <param name="Detail">What was found.</param>
public sealed record AuditViolationView(string Invariant, string Subject, string Detail);

using System.Text.Json.Serialization;

namespace OrleansOrders.Cli;

/// <summary>An audit.</summary>
sealed record Audit : IJsonOnDeserialized
{
    /// <summary>Time of the audit.</summary>
    public DateTimeOffset? At { get; init; }

    public required bool Clean { get; init; }

    public long Orders { get; init; }

    public long Items { get; init; }

    public long Holds { get; init; }

    public IReadOnlyList<AuditInvariant>? Invariants { get; init; }

    public IReadOnlyList<AuditViolation>? Violations { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => Whole.Check(Invariants, Violations);
}

sealed record AuditInvariant(string Name, string States, long Violations);

sealed record AuditViolation(string Invariant, string Subject, string Detail);

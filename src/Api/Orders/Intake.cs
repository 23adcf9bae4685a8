using System.Collections.Immutable;
using OrleansOrders.Contracts;
using OrleansOrders.Domain;

namespace OrleansOrders.Api;

/// <summary>What became of a post. The set is closed.</summary>
abstract record Intake
{
    Intake() { }

    /// <summary>The order stands. <paramref name="Replayed"/>: it had stood before, with the same content.</summary>
    public sealed record Accepted(Order Order, bool Replayed) : Intake;

    /// <summary>The body is no order.</summary>
    public sealed record Invalid(ImmutableArray<FieldError> Errors) : Intake;

    /// <summary>The order grain refused.</summary>
    public sealed record Refused(OrderRefusal Refusal) : Intake;

    /// <summary>The idempotency key stands for something else.</summary>
    public sealed record KeyReused : Intake;
}

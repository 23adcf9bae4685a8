using System.Collections.Immutable;

namespace OrleansOrders.Api;

/// <summary>The result of a POST. The set is closed.</summary>
abstract record Intake
{
    Intake() { }

    /// <summary>The order is stored. <paramref name="Replayed"/>: it was already stored with the same content.</summary>
    public sealed record Accepted(Order Order, bool Replayed) : Intake;

    /// <summary>The body is not a valid order.</summary>
    public sealed record Invalid(ImmutableArray<FieldError> Errors) : Intake;

    /// <summary>The order grain refused.</summary>
    public sealed record Refused(OrderRefusal Refusal) : Intake;

    /// <summary>The idempotency key is bound to other content.</summary>
    public sealed record KeyReused : Intake;
}

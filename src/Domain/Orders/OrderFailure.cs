using System.Collections.Immutable;
using Orleans;

namespace OrleansOrders.Domain;

/// <summary>Why an order failed, with every short item where stock was the reason.</summary>
[GenerateSerializer, Immutable]
public sealed record OrderFailure
{
    /// <summary>The reason.</summary>
    [Id(0)]
    public required FailureReason Reason { get; init; }

    /// <summary>Every short item; empty unless stock was the reason.</summary>
    [Id(1)]
    public ImmutableArray<Shortage> Shortages { get; init; } = [];
}

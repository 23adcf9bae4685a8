using System.Collections.Immutable;
using Orleans;
using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>An order's answer: what is stored now, and what is to be announced before the input may be acknowledged.</summary>
[GenerateSerializer, Immutable]
public sealed record OrderReply
{
    /// <summary>The order as stored; null where there is none.</summary>
    [Id(0)]
    public Order? Order { get; init; }

    /// <summary>Null: it is so, or had been so before. Otherwise why not.</summary>
    [Id(1)]
    public OrderRefusal? Refusal { get; init; }

    /// <summary>Whether this call changed the order.</summary>
    [Id(2)]
    public bool Changed { get; init; }

    /// <summary>What to announce: a pure function of what is stored and of the call, the same on every repeat.</summary>
    [Id(3)]
    public ImmutableArray<Fact> Facts { get; init; } = [];

    /// <summary>The items that this call took below their threshold, to announce as well; told once, not on a repeat.</summary>
    [Id(4)]
    public ImmutableArray<LowStock> Low { get; init; } = [];
}

using System.Collections.Immutable;
using Orleans;

namespace OrleansOrders.Grains;

/// <summary>An order's reply: the stored order, and the facts to announce before the input may be acknowledged.</summary>
[GenerateSerializer, Immutable]
public sealed record OrderReply
{
    /// <summary>The stored order; null if it does not exist.</summary>
    [Id(0)]
    public Order? Order { get; init; }

    /// <summary>Null: accepted, now or before. Otherwise the reason of the refusal.</summary>
    [Id(1)]
    public OrderRefusal? Refusal { get; init; }

    /// <summary>Whether this call changed the order.</summary>
    [Id(2)]
    public bool Changed { get; init; }

    /// <summary>The facts to announce: a pure function of the stored order and the call, the same on every repeat.</summary>
    [Id(3)]
    public ImmutableArray<Fact> Facts { get; init; } = [];

    /// <summary>Items that this call took below their threshold, to announce as well; not repeated on a retry.</summary>
    [Id(4)]
    public ImmutableArray<LowStock> Low { get; init; } = [];
}

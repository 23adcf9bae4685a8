using Orleans;

namespace OrleansOrders.Domain;

/// <summary>One entry of an order's history.</summary>
[GenerateSerializer, Immutable]
public sealed record OrderEvent
{
    /// <summary>The order's version after this event: 1..n without gap.</summary>
    [Id(0)]
    public required int Version { get; init; }

    /// <summary>What happened.</summary>
    [Id(1)]
    public required OrderEventKind Kind { get; init; }

    /// <summary>When it was decided, UTC.</summary>
    [Id(2)]
    public required DateTimeOffset At { get; init; }

    /// <summary>For <see cref="OrderEventKind.Failed"/>: why.</summary>
    [Id(3)]
    public OrderFailure? Failure { get; init; }
}

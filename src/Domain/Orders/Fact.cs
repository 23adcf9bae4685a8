using Orleans;

namespace OrleansOrders.Domain;

/// <summary>
/// Something an order announces. Its identity is order, version and kind, all persisted, so that a repeat announces the very same fact under the
/// very same id.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Version">The order's version that made it true.</param>
/// <param name="Kind">What is announced.</param>
/// <param name="At">When it was decided, UTC.</param>
[GenerateSerializer, Immutable]
public readonly record struct Fact(
    [property: Id(0)] OrderId OrderId, [property: Id(1)] int Version, [property: Id(2)] FactKind Kind, [property: Id(3)] DateTimeOffset At);

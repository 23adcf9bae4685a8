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

/// <summary>What an order announces to the world.</summary>
public enum FactKind
{
    /// <summary>It was accepted and wants to be worked.</summary>
    OrderPlaced,

    /// <summary>All of it is held: payment may begin.</summary>
    InventoryReserved,

    /// <summary>It could not be held.</summary>
    InventoryFailed,

    /// <summary>What was held went back.</summary>
    InventoryReleased,

    /// <summary>It is paid and sold.</summary>
    OrderConfirmed,

    /// <summary>It failed.</summary>
    OrderFailed,

    /// <summary>It was withdrawn.</summary>
    OrderCancelled,

    /// <summary>Its money is to go back.</summary>
    PaymentRefundRequested,
}

using Orleans;

namespace OrleansOrders.Domain;

/// <summary>
/// A fact that an order announces. Order, version and kind identify it and are persisted, so a repeat announces the same fact under the
/// same id.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Version">The order's version at which it became true.</param>
/// <param name="Kind">The kind of fact.</param>
/// <param name="At">Time of the decision, UTC.</param>
[GenerateSerializer, Immutable]
public readonly record struct Fact(
    [property: Id(0)] OrderId OrderId, [property: Id(1)] int Version, [property: Id(2)] FactKind Kind, [property: Id(3)] DateTimeOffset At);

/// <summary>The kinds of facts that an order announces.</summary>
public enum FactKind
{
    /// <summary>The order was accepted and must be processed.</summary>
    OrderPlaced,

    /// <summary>All items are held; the payment may begin.</summary>
    InventoryReserved,

    /// <summary>The items could not be held.</summary>
    InventoryFailed,

    /// <summary>The held items were released.</summary>
    InventoryReleased,

    /// <summary>The order is paid and sold.</summary>
    OrderConfirmed,

    /// <summary>The order failed.</summary>
    OrderFailed,

    /// <summary>The order was cancelled.</summary>
    OrderCancelled,

    /// <summary>The order's money must be refunded.</summary>
    PaymentRefundRequested,
}

namespace OrleansOrders.Domain;

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

namespace OrleansOrders.Bridge;

/// <summary>Who pays.</summary>
public enum PaymentMode
{
    /// <summary>The gateway that comes with the system: no money moves.</summary>
    Simulated,

    /// <summary>A service of the user's own consumes <c>payment_requests</c> and publishes to <c>payment_events</c>.</summary>
    External,
}

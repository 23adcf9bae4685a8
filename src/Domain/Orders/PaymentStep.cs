namespace OrleansOrders.Domain;

/// <summary>What a payment worker has to do about an order whose money is asked for.</summary>
public enum PaymentStep
{
    /// <summary>Nothing yet: the order is not reserved, or its deadline has passed and it is about to expire.</summary>
    Wait,

    /// <summary>Take the money.</summary>
    Charge,

    /// <summary>Close the order's key, so that no charge can succeed any more; money that had moved is applied to the order.</summary>
    Void,

    /// <summary>It is paid: say so again.</summary>
    Repeat,
}

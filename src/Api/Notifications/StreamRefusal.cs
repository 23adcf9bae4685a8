namespace OrleansOrders.Api;

/// <summary>Which bound a further stream would exceed.</summary>
enum StreamRefusal
{
    /// <summary>Those of the process: another one may have room.</summary>
    Process,

    /// <summary>Those of the customer.</summary>
    Customer,

    /// <summary>Those of the caller.</summary>
    Caller,
}

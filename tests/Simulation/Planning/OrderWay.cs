namespace OrleansOrders.Simulation;

/// <summary>How an order comes in.</summary>
enum OrderWay
{
    /// <summary>Over HTTP, with an id by the client, who repeats it until it is answered.</summary>
    OwnId,

    /// <summary>Over HTTP, without an id and with an idempotency key.</summary>
    Key,

    /// <summary>Over HTTP with neither: not repeated.</summary>
    NoId,

    /// <summary>Over the broker, from a producer of another system.</summary>
    Producer,
}

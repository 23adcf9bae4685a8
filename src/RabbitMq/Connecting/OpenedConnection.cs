using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>A connection that has just been opened.</summary>
/// <param name="Connection">The client's.</param>
/// <param name="Broken">Completes with the reason when no byte will pass any more, which the client may tell much later.</param>
internal sealed record OpenedConnection(IConnection Connection, Task<string> Broken);

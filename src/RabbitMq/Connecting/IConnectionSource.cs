namespace OrleansOrders.RabbitMq;

/// <summary>Opens connections to the broker, each once and without recovery of its own. As text, it says where the broker is, without secrets.</summary>
internal interface IConnectionSource
{
    /// <summary>A new connection that the broker lists as <paramref name="name"/>.</summary>
    Task<OpenedConnection> Open(string name, CancellationToken ct);
}

using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>Opens connections to the broker, each once and without recovery of its own. As text, it says where the broker is, without secrets.</summary>
internal interface IConnectionSource
{
    /// <summary>A new connection that the broker lists as <paramref name="name"/>.</summary>
    Task<OpenedConnection> Open(string name, CancellationToken ct);
}

/// <summary>A connection that has just been opened.</summary>
/// <param name="Connection">The client's.</param>
/// <param name="Broken">Completes with the reason when no byte will pass any more, which the client may tell much later.</param>
internal sealed record OpenedConnection(IConnection Connection, Task<string> Broken);

/// <summary>AMQP reply code and text of a closed connection or channel.</summary>
internal readonly record struct ShutdownReason(ushort Code, string Text)
{
    public override string ToString() => $"{Code} {Text}";
}

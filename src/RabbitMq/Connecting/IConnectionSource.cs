using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>Opens connections to the broker, without automatic recovery. Its text is the broker's address, without secrets.</summary>
interface IConnectionSource
{
    /// <summary>Opens a connection that the broker lists as <paramref name="name"/>.</summary>
    Task<OpenedConnection> Open(string name, CancellationToken ct);
}

/// <summary>A newly opened connection.</summary>
/// <param name="Connection">The client library's connection.</param>
/// <param name="Broken">
/// Completes with the reason when the socket can transfer no more bytes; the client may report that much later.
/// </param>
sealed record OpenedConnection(IConnection Connection, Task<string> Broken);

/// <summary>AMQP reply code and text of a closed connection or channel.</summary>
readonly record struct ShutdownReason(ushort Code, string Text)
{
    public override string ToString() => $"{Code} {Text}";
}

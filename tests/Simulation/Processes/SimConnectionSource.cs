using OrleansOrders.RabbitMq;

namespace OrleansOrders.Simulation;

/// <summary>The port through which the real messaging gets its connections.</summary>
sealed class SimConnectionSource(SimProcess process) : IConnectionSource
{
    /// <summary>
    /// What breaks here is told as a shutdown of the connection, at once. The task that never ends is each connection's own: one for all would keep
    /// every run that ever waited for it.
    /// </summary>
    public async Task<OpenedConnection> Open(string name, CancellationToken ct) =>
        new(await process.World.Broker.Connect(process, name, ct), new TaskCompletionSource<string>().Task);

    public override string ToString() => "the simulated broker";
}

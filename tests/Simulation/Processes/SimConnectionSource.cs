using OrleansOrders.Messaging;

namespace OrleansOrders.Simulation;

/// <summary>The port through which the real messaging gets its connections.</summary>
sealed class SimConnectionSource(SimProcess process) : IConnectionSource
{
    static readonly Task<string> Never = new TaskCompletionSource<string>().Task;

    /// <summary>What breaks here is told as a shutdown of the connection, at once.</summary>
    public async Task<OpenedConnection> Open(string name, CancellationToken ct) => new(await process.World.Broker.Connect(process, name, ct), Never);

    public override string ToString() => "the simulated broker";
}

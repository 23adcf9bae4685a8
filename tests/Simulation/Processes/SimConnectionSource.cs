using RabbitMQ.Client;
using OrleansOrders.Messaging;

namespace OrleansOrders.Simulation;

/// <summary>The port through which the real messaging gets its connections.</summary>
sealed class SimConnectionSource(SimProcess process) : IConnectionSource
{
    public Task<IConnection> Open(string name, CancellationToken ct) => process.World.Broker.Connect(process, name, ct);

    public override string ToString() => "the simulated broker";
}

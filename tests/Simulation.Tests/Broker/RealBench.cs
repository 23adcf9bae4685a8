using RabbitMQ.Client;

namespace OrleansOrders.Simulation.Tests;

/// <summary>RabbitMQ.</summary>
sealed class RealBench(TestVirtualHost host) : IBrokerBench
{
    public Task<IConnection> Connect() => new ConnectionFactory { Uri = new Uri(host.ConnectionString), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    public Task Run(Func<Task> test) => test();

    public Task Until(Func<Task<bool>> holds, string what) => Eventually.Async(holds, what);

    public ValueTask DisposeAsync() => host.DisposeAsync();
}

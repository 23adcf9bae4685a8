using RabbitMQ.Client;

namespace OrleansOrders.Simulation.Tests;

/// <summary>A broker to try things on.</summary>
public interface IBrokerBench : IAsyncDisposable
{
    /// <summary>A connection without recovery.</summary>
    Task<IConnection> Connect();

    /// <summary>Does what a test says where this broker's world goes on, and throws what it throws.</summary>
    Task Run(Func<Task> test);

    /// <summary>Waits for a condition, by this broker's clock.</summary>
    Task Until(Func<Task<bool>> holds, string what);
}

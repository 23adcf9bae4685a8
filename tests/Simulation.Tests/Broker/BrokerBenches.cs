namespace OrleansOrders.Simulation.Tests;

/// <summary>The list of brokers: the real one where there is one.</summary>
public static class BrokerBenches
{
    const string Simulated = nameof(Simulated);
    const string RabbitMq = nameof(RabbitMq);

    public static TheoryData<string> Names => Servers.WhyNot is null ? [Simulated, RabbitMq] : [Simulated];

    public static async Task<IBrokerBench> Create(string name) => name == Simulated ? new SimulatedBench() : new RealBench(await TestVirtualHost.CreateAsync());
}

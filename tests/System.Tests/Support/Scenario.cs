using OrleansOrders.SystemTests;
using Xunit.Sdk;
using Xunit.v3;

// Each scenario has its own process, database and virtual host, and mostly waits for them.
[assembly: Parallelization(MaxThreads = 4)]
[assembly: TestMethodOrderer(typeof(AuditLast))]

namespace OrleansOrders.SystemTests;

/// <summary>Tests of one running application.</summary>
public abstract class Scenario<TRunning>(TRunning running) : IClassFixture<TRunning>
    where TRunning : RunningSystem
{
    protected TRunning Running => running;

    protected OrdersClient Orders => running.Orders;

    protected OutsideProducer Outside => running.Outside;

    [ServerFact]
    public Task When_all_is_done_the_auditor_finds_nothing() => running.FinishAsync();
}

/// <summary>The audit of a scenario runs after its other tests, which are independent of each other.</summary>
public sealed class AuditLast : ITestMethodOrderer
{
    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(IReadOnlyCollection<TTestMethod?> testMethods)
        where TTestMethod : notnull, ITestMethod =>
        [.. testMethods.OrderBy(method => method?.MethodName == nameof(Scenario<>.When_all_is_done_the_auditor_finds_nothing))];
}

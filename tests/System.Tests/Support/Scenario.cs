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

namespace OrleansOrders.SystemTests;

/// <summary>Scenario A: orders arrive while no process consumes them.</summary>
public sealed class BacklogTests(BacklogTests.WithoutWorkers running) : Scenario<BacklogTests.WithoutWorkers>(running)
{
    const int Count = 20;

    [ServerFact]
    public async Task Orders_wait_as_pending_while_the_bridge_is_off_and_all_become_final_once_it_is_on()
    {
        await Orders.SetStockAsync("lunch", 2 * Count);
        var ids = new List<string>();
        for (var i = 0; i < Count; i++) ids.Add((await Orders.PlaceAsync(new { item = "lunch", qty = 2, student_id = $"s{i}" }, "order")).OrderId());

        Assert.Equal((uint)Count, await Running.Broker.ReadyAsync("order_placed"));
        foreach (var id in ids) Assert.Equal("pending", (await Orders.OrderAsync(id)).Status());
        Assert.Equal(new Stock(2 * Count, 0, 0), await Orders.StockAsync("lunch"));

        await Running.StopAppAsync();
        await Running.StartAppAsync(RunningSystem.AllRoles);

        var final = await Orders.AllFinalAsync(ids);
        Assert.All(final, order => Assert.Equal("confirmed", order.Status()));
        Assert.Equal(0u, await Running.Broker.ReadyAsync("order_placed"));
        await Orders.SettledStockAsync("lunch", new Stock(0, 0, 2 * Count));
    }

    public sealed class WithoutWorkers : RunningSystem
    {
        protected override string Roles => WithoutBridge;
    }
}

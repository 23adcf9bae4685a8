namespace OrleansOrders.SystemTests;

/// <summary>Scenario C: every payment is declined.</summary>
public sealed class DeclinedPaymentTests(DeclinedPaymentTests.NobodyPays running) : Scenario<DeclinedPaymentTests.NobodyPays>(running)
{
    [ServerFact]
    public async Task A_declined_payment_fails_the_order_and_the_stock_comes_back()
    {
        await Orders.SetStockAsync("camera", 5);
        var released = await OutsideListener.BindAsync(Running.Broker, OutsideProducer.InventoryEvents, "inventory.released");

        await Orders.PlaceAsync(new { order_id = "declined-1", customer_id = "c", items = new[] { new { sku = "camera", quantity = 5, price = 300m } } });

        var order = await Orders.FinalAsync("declined-1");
        Assert.Equal(("failed", "placed reserved failed"), (order.Status(), order.HistoryKinds()));
        Assert.Equal("""{"reason":"payment_declined","shortages":[]}""", order.GetProperty("failure").GetRawText());
        await released.WaitForAsync("inventory.released", "declined-1");
        Assert.Equal(new Stock(5, 0, 0), await Orders.StockAsync("camera"));
        Assert.Equal("order.failed", Assert.Single(await Orders.NotificationsAsync("c", 1)).Text("kind"));
    }

    [ServerFact]
    public async Task What_came_back_can_be_ordered_again()
    {
        await Orders.SetStockAsync("tripod", 1);
        for (var i = 0; i < 10; i++)
        {
            var id = (await Orders.PlaceAsync(new { item = "tripod", qty = 1, student_id = "s" })).OrderId();
            Assert.Equal("payment_declined", (await Orders.FinalAsync(id)).GetProperty("failure").Text("reason"));
            await Eventually.Async(() => Orders.StockAsync("tripod"), stock => stock.Available == 1, "the unit is back");
        }
    }

    public sealed class NobodyPays : RunningSystem
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Payments__FailureRate"] = "1" };
    }
}

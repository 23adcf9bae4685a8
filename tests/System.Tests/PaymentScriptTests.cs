namespace OrleansOrders.SystemTests;

/// <summary>Payments with every outcome of a payment service, scripted by the order's token, and orders whose deadline passes.</summary>
public sealed class PaymentScriptTests(PaymentScriptTests.ShortDeadlines running) : Scenario<PaymentScriptTests.ShortDeadlines>(running)
{
    [ServerTheory]
    [InlineData("tok_ok", "placed reserved confirmed", 0, 3)]
    [InlineData("tok_decline", "placed reserved failed", 3, 0)]
    [InlineData("tok_timeout_then_ok", "placed reserved confirmed", 0, 3)]
    [InlineData("tok_twice", "placed reserved confirmed", 0, 3)]
    [InlineData("tok_timeout_forever", "placed reserved failed", 3, 0)]
    public async Task A_token_scripts_the_payment(string token, string history, long available, long sold)
    {
        var sku = $"ticket-{token}";
        await Orders.SetStockAsync(sku, 3);

        await Orders.PlaceAsync(Order(token, token, sku));

        var order = await Orders.FinalAsync(token, TimeSpan.FromSeconds(60));
        Assert.Equal(history, order.HistoryKinds());
        await Orders.SettledStockAsync(sku, new Stock(available, 0, sold));
    }

    [ServerFact]
    public async Task An_order_that_is_not_paid_in_time_fails_and_lets_go()
    {
        await Orders.SetStockAsync("seat", 3);
        await Orders.PlaceAsync(Order("late", "tok_timeout_forever", "seat"));

        var order = await Orders.FinalAsync("late", TimeSpan.FromSeconds(60));

        Assert.Equal("""{"reason":"payment_timeout","shortages":[]}""", order.GetProperty("failure").GetRawText());
        await Orders.SettledStockAsync("seat", new Stock(3, 0, 0));
    }

    [ServerFact]
    public async Task A_declined_payment_is_told_and_what_came_back_can_be_ordered_again()
    {
        await Orders.SetStockAsync("camera", 3);
        var released = await OutsideListener.BindAsync(Running.Broker, OutsideProducer.InventoryEvents, "inventory.released");
        for (var i = 0; i < 10; i++)
        {
            var id = $"declined-{i}";
            await Orders.PlaceAsync(Order(id, "tok_decline", "camera"));

            Assert.Equal("""{"reason":"payment_declined","shortages":[]}""", (await Orders.FinalAsync(id)).GetProperty("failure").GetRawText());
            await released.WaitForAsync("inventory.released", id);
            Assert.Equal("order.failed", Assert.Single(await Orders.NotificationsAsync($"c-{id}", 1)).Text("kind"));
            await Orders.SettledStockAsync("camera", new Stock(3, 0, 0));
        }
    }

    static object Order(string id, string token, string sku) => new
    {
        order_id = id, customer_id = $"c-{id}", payment_token = token, items = new[] { new { sku, quantity = 3, price = 2m } },
    };

    public sealed class ShortDeadlines : RunningSystem
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Holds__Timeout"] = "00:00:06",
            ["Reconciler__Interval"] = "00:00:00.3",
            ["Payments__RetryDelay"] = "00:00:00.010",

            // Payments without a reply open the circuit for the others, which need a longer deadline.
            ["Payments__BreakDuration"] = "00:00:00.5",
        };
    }
}

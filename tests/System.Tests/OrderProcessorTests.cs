namespace OrleansOrders.SystemTests;

/// <summary>Scenario C: orders with the client's own ids; old messages change nothing.</summary>
public sealed class OrderProcessorTests(RunningSystem running) : Scenario<RunningSystem>(running)
{
    [ServerFact]
    public async Task An_order_keeps_the_id_that_the_client_gave_it()
    {
        var placed = await Orders.PlaceAsync(Order("c-1", ("laptop", 1, 999.90m), ("headphones", 2, 50.05m)));
        Assert.Equal(("c-1", "pending", 1), (placed.OrderId(), placed.Status(), placed.Version()));

        var order = await Orders.FinalAsync("c-1");

        Assert.Equal(("c-1", "customer-1", "confirmed", 3), (order.OrderId(), order.Text("customer_id"), order.Status(), order.Version()));
        Assert.Equal(1100.00m, order.GetProperty("total_amount").GetDecimal());
        Assert.Equal("placed reserved confirmed", order.HistoryKinds());
        Assert.Equal([1, 2, 3], order.GetProperty("history").EnumerateArray().Select(entry => entry.Version()));
    }

    [ServerFact]
    public async Task Events_that_are_stale_or_come_again_change_nothing()
    {
        var everything = new List<OutsideListener>();
        foreach (var exchange in (string[])[OutsideProducer.OrderEvents, OutsideProducer.InventoryEvents, OutsideProducer.PaymentEvents])
            everything.Add(await OutsideListener.BindAsync(Running.Broker, exchange, "#"));
        await Orders.SetStockAsync("keyboard", 10);
        await Orders.PlaceAsync(Order("c-2", ("keyboard", 4, 30m)));
        var before = await Orders.FinalAsync("c-2");
        var placed = await everything[0].WaitForAsync("order.placed.usd", "c-2");
        var reserved = await everything[1].WaitForAsync("inventory.reserved", "c-2");
        var paid = await everything[2].WaitForAsync("payment.succeeded", "c-2");
        await everything[0].WaitForAsync("order.confirmed", "c-2");

        foreach (var message in (BrokerMessage[])[placed, reserved, paid, paid, reserved, placed]) await Outside.RepublishAsync(message);
        await Outside.PublishAsync(OutsideProducer.PaymentEvents, "payment.failed", new { order_id = "c-2", reason = "late" });
        await Outside.PublishAsync(OutsideProducer.OrderEvents, "order.cancel_requested", new { order_id = "c-2" });

        // A repeat announces the same facts, so their second copies show that the repeats were handled.
        await RepeatedAsync(everything[1], reserved);
        await RepeatedAsync(everything[2], paid);
        await Eventually.Async(async () => await Running.Broker.ReadyAsync("order_status") == 0, "every event is taken");
        Assert.Equal(before.GetRawText(), (await Orders.OrderAsync("c-2")).GetRawText());
        Assert.Equal(new Stock(6, 0, 4), await Orders.StockAsync("keyboard"));
        var published = (await Task.WhenAll(everything.Select(listener => listener.SeenAsync()))).SelectMany(messages => messages);
        Assert.DoesNotContain(published, message => message.RoutingKey is "order.failed" or "order.cancelled" or "payment.refund_requested");
    }

    [ServerFact]
    public async Task Every_fact_carries_what_a_consumer_needs()
    {
        var listener = await OutsideListener.BindAsync(Running.Broker, OutsideProducer.OrderEvents, "order.confirmed");
        await Orders.PlaceAsync(Order("c-3", ("phone", 1, 10m)));

        var fact = await listener.WaitForAsync("order.confirmed", "c-3");

        Assert.Equal("c-3:3:order.confirmed", fact.MessageId);
        Assert.Equal("order.confirmed", fact.Properties.Type);
        Assert.Equal("application/json", fact.Properties.ContentType);
        Assert.True(fact.Properties.Persistent);
        Assert.NotEqual("", fact.Properties.AppId);
        Assert.Equal(("c-3", "customer-1", "confirmed", 3), (fact.Json.OrderId(), fact.Json.Text("customer_id"), fact.Json.Status(), fact.Json.Version()));
    }

    [ServerFact]
    public async Task One_trace_runs_from_the_request_to_the_end_of_the_order()
    {
        var listener = await OutsideListener.BindAsync(Running.Broker, OutsideProducer.OrderEvents, "order.#");
        await Orders.PlaceAsync(Order("c-4", ("phone", 1, 10m)));

        var placed = await listener.WaitForAsync("order.placed.usd", "c-4");
        var confirmed = await listener.WaitForAsync("order.confirmed", "c-4");

        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$", placed.Header("traceparent"));
        Assert.Equal(TraceId(placed), TraceId(confirmed));
    }

    static string TraceId(BrokerMessage message) => message.Header("traceparent").Split('-').ElementAtOrDefault(1) ?? "";

    static async Task RepeatedAsync(OutsideListener listener, BrokerMessage message) => await Eventually.Async(
        async () => (await listener.SeenAsync()).Count(seen => seen.MessageId == message.MessageId) >= 3, $"{message.MessageId} was announced again");

    static object Order(string id, params (string Sku, int Quantity, decimal Price)[] lines) => new
    {
        order_id = id,
        customer_id = "customer-1",
        items = lines.Select(line => new { sku = line.Sku, quantity = line.Quantity, price = line.Price }),
    };
}

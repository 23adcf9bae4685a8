using System.Net;

namespace OrleansOrders.SystemTests;

/// <summary>Scenario A: campus orders of a single item.</summary>
public sealed class CampusOrderTests(RunningSystem running) : Scenario<RunningSystem>(running)
{
    [ServerFact]
    public async Task An_order_is_answered_pending_and_can_be_read_the_way_campus_clients_do()
    {
        var before = await Orders.StockAsync("burger");

        var answer = await Orders.PostAsync("order", new { item = "burger", qty = 2, student_id = "s123" });

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("pending", answer.Json.Status());
        var id = answer.Json.OrderId();
        Assert.Equal($"/orders/{id}", answer.Header("Location"));
        Assert.Equal("s123", (await Orders.GetAsync($"order/{id}")).Json.Text("customer_id"));
        var listed = (await Orders.GetAsync("orders")).Json.GetProperty("orders").EnumerateArray();
        Assert.Contains(listed, order => order.OrderId() == id);

        Assert.Equal("confirmed", (await Orders.FinalAsync(id)).Status());
        await Orders.SettledStockAsync("burger", before with { Available = before.Available - 2, Sold = before.Sold + 2 });
    }

    [ServerFact]
    public async Task The_same_event_many_times_reserves_once()
    {
        const string sku = "dish", id = "campus";
        await Orders.SetStockAsync(sku, 100);
        for (var i = 0; i < 50; i++)
            await Outside.PublishAsync(OutsideProducer.OrderEvents, "order.placed", new { order_id = id, item = sku, qty = 3, student_id = "s123" }, $"event-{id}");

        var order = await Orders.FinalAsync(id);
        Assert.Equal(("confirmed", 3), (order.Status(), order.Version()));
        await Eventually.Async(async () => await Running.Broker.ReadyAsync("order_placed") == 0, "every copy is taken");
        await Orders.SettledStockAsync(sku, new Stock(97, 0, 3));
        Assert.Single(await Orders.NotificationsOfOrderAsync("s123", id));
    }

    [ServerFact]
    public async Task An_event_without_an_order_id_is_one_order_for_its_message_id()
    {
        await Orders.SetStockAsync("tea", 10);
        for (var i = 0; i < 3; i++)
            await Outside.PublishAsync(OutsideProducer.OrderEvents, "order.created", new { item = "tea", qty = 1, student_id = "s7" }, "campus-message");

        Assert.Equal("confirmed", (await Orders.FinalAsync("campus-message")).Status());
        await Orders.SettledStockAsync("tea", new Stock(9, 0, 1));
    }

    [ServerFact]
    public async Task An_event_without_a_quantity_is_set_aside_and_the_orders_behind_it_are_worked()
    {
        await Outside.PublishAsync(OutsideProducer.OrderEvents, "order.placed", new { order_id = "no-qty", item = "burger", student_id = "s123" }, "event-no-qty");
        await Outside.PublishAsync(OutsideProducer.OrderEvents, "order.placed", new { order_id = "behind-it", item = "burger", qty = 1, student_id = "s123" });

        var dead = await Running.DeadLetters.WaitForAsync("event-no-qty");

        Assert.Equal("order_placed", dead.Header("x-origin-queue"));
        Assert.Equal(OutsideProducer.OrderEvents, dead.Header("x-origin-exchange"));
        Assert.Equal("order.placed", dead.Header("x-origin-routing-key"));
        Assert.Equal("1", dead.Header("x-attempts"));
        Assert.Equal("invalid_fields", dead.Header("x-reason"));
        Assert.Equal("quantity is required (also understood: qty)", dead.Header("x-error"));
        Assert.Equal("no-qty", dead.Json.OrderId());
        Assert.Equal("confirmed", (await Orders.FinalAsync("behind-it")).Status());
        Assert.Equal(HttpStatusCode.NotFound, (await Orders.GetAsync("orders/no-qty")).Status);
    }
}

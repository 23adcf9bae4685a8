using System.Net;

namespace OrleansOrders.SystemTests;

/// <summary>Scenario B: campus food ordering, several services.</summary>
public sealed class FoodOrderingTests(RunningSystem running) : Scenario<RunningSystem>(running)
{
    [ServerFact]
    public async Task Stock_falls_by_what_was_ordered_and_the_customer_is_told()
    {
        var (first, second) = (await Orders.StockAsync("item_1"), await Orders.StockAsync("item_2"));

        var answer = await Orders.PostAsync("order", Order("user-1", ("item_1", 2, 9.99m), ("item_2", 1, 4.50m)));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var id = answer.Json.OrderId();
        Assert.Equal(24.48m, answer.Json.GetProperty("total_amount").GetDecimal());
        Assert.Equal("confirmed", (await Orders.FinalAsync(id)).Status());
        Assert.Equal(id, (await Orders.GetAsync($"order/{id}")).Json.OrderId());
        var told = Assert.Single(await Orders.NotificationsAsync("user-1", 1));
        Assert.Equal((id, "order.confirmed"), (told.OrderId(), told.Text("kind")));
        var inventory = (await Orders.GetAsync("inventory?limit=200")).Json.GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.Text("sku"), item => item.GetProperty("available").GetInt64());
        Assert.Equal(first.Available - 2, inventory["item_1"]);
        Assert.Equal(second.Available - 1, inventory["item_2"]);
    }

    [ServerFact]
    public async Task What_cannot_be_held_fails_and_the_customer_is_told_what_was_short()
    {
        await Orders.SetStockAsync("last-one", 1);

        var id = (await Orders.PlaceAsync(Order("user-2", ("item_3", 1, 1m), ("last-one", 2, 1m), ("last-one", 1, 1m)))).OrderId();

        var order = await Orders.FinalAsync(id);
        Assert.Equal(("failed", "placed failed"), (order.Status(), order.HistoryKinds()));
        Assert.Equal("""{"reason":"out_of_stock","shortages":[{"sku":"last-one","wanted":3,"available":1}]}""", order.GetProperty("failure").GetRawText());
        Assert.Equal("out_of_stock", order.GetProperty("history")[1].Text("reason"));
        Assert.Equal("order.failed", Assert.Single(await Orders.NotificationsAsync("user-2", 1)).Text("kind"));
        Assert.Equal(new Stock(1, 0, 0), await Orders.StockAsync("last-one"));
    }

    [ServerFact]
    public async Task An_item_that_nobody_knows_fails_the_order_and_gives_back_the_others()
    {
        await Orders.SetStockAsync("known", 5);

        var id = (await Orders.PlaceAsync(Order("user-3", ("known", 5, 1m), ("unheard-of", 1, 1m)))).OrderId();

        Assert.Equal("unknown_sku", (await Orders.FinalAsync(id)).GetProperty("failure").Text("reason"));
        await Orders.SettledStockAsync("known", new Stock(5, 0, 0));
    }

    [ServerFact]
    public async Task Events_published_again_reserve_once_and_tell_once()
    {
        await Orders.SetStockAsync("noodles", 10);
        var orderEvents = await OutsideListener.BindAsync(Running.Broker, OutsideProducer.OrderEvents, "#");
        var inventoryEvents = await OutsideListener.BindAsync(Running.Broker, OutsideProducer.InventoryEvents, "#");
        var id = (await Orders.PlaceAsync(Order("user-4", ("noodles", 4, 2m)))).OrderId();
        await Orders.FinalAsync(id);
        var placed = await orderEvents.WaitForAsync("order.placed.usd", id);
        var reserved = await inventoryEvents.WaitForAsync("inventory.reserved", id);
        var confirmed = await orderEvents.WaitForAsync("order.confirmed", id);
        await Orders.NotificationsAsync("user-4", 1);

        for (var i = 0; i < 5; i++)
        {
            foreach (var message in (BrokerMessage[])[placed, reserved, confirmed]) await Outside.RepublishAsync(message);
        }

        // The order behind them shows that the queue keeps flowing; it is notified after the repeats were recognised, or in the same batch.
        var next = (await Orders.PlaceAsync(Order("user-4", ("noodles", 1, 2m)))).OrderId();
        Assert.Equal("confirmed", (await Orders.FinalAsync(next)).Status());
        var told = await Orders.NotificationsAsync("user-4", 2);
        Assert.Equal([next, id], told.Select(notification => notification.OrderId()));
        Assert.Equal(confirmed.MessageId, told[1].Text("id"));
        await Orders.SettledStockAsync("noodles", new Stock(5, 0, 5));
        Assert.Equal(3, (await Orders.OrderAsync(id)).Version());
    }

    [ServerFact]
    public async Task Health_names_what_is_needed_and_counts_what_there_is()
    {
        await Orders.FinalAsync((await Orders.PlaceAsync(Order("user-5", ("item_1", 1, 1m)))).OrderId());

        var health = await Eventually.Async(
            async () => (await Orders.GetAsync("health")).Json,
            seen => seen.GetProperty("counts").GetProperty("orders").GetProperty("confirmed").GetInt64() > 0,
            "the confirmed order is counted");

        Assert.Equal("ok", health.Status());
        Assert.All(health.GetProperty("dependencies").EnumerateObject(), dependency => Assert.Equal("ok", dependency.Value.Status()));
        Assert.Equal(["postgres", "rabbitmq", "grains", "consumers"], health.GetProperty("dependencies").EnumerateObject().Select(dependency => dependency.Name));
        Assert.InRange(health.GetProperty("counts").GetProperty("items").GetInt64(), 5, 1000);
    }

    static object Order(string user, params (string Item, int Quantity, decimal Price)[] lines) => new
    {
        user_id = user,
        items = lines.Select(line => new { item_id = line.Item, quantity = line.Quantity, price = line.Price }),
    };
}

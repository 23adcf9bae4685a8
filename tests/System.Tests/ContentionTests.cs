using System.Net;
using System.Text.Json;

namespace OrleansOrders.SystemTests;

/// <summary>Many clients order the same item at once.</summary>
public sealed class ContentionTests(RunningSystem running) : Scenario<RunningSystem>(running)
{
    [ServerFact]
    public async Task Of_100_orders_that_race_for_37_units_exactly_37_are_confirmed()
    {
        const int orders = 100, units = 37;
        await Orders.SetStockAsync("rare", units);
        using var stop = new CancellationTokenSource();
        var watching = WatchAsync("rare", units, stop.Token);

        var placed = await Task.WhenAll(Enumerable.Range(0, orders).Select(i => Orders.PlaceAsync(Order($"race-{i}", ("rare", 1)))));
        var final = await Orders.AllFinalAsync(placed.Select(order => order.OrderId()));

        await stop.CancelAsync();
        Assert.NotEqual(0, await watching);
        Assert.Equal(units, final.Count(order => order.Status() == "confirmed"));
        var failed = final.Where(order => order.Status() == "failed").ToList();
        Assert.Equal(orders - units, failed.Count);
        Assert.All(failed, order => Assert.Equal(
            """{"reason":"out_of_stock","shortages":[{"sku":"rare","wanted":1,"available":0}]}""", order.GetProperty("failure").GetRawText()));
        await Orders.SettledStockAsync("rare", new Stock(0, 0, units));
    }

    [ServerFact]
    public async Task Orders_that_want_two_items_in_opposite_order_never_block_each_other()
    {
        const int pairs = 60, units = 80;
        await Orders.SetStockAsync("left", units);
        await Orders.SetStockAsync("right", units);

        var placed = await Task.WhenAll(Enumerable.Range(0, pairs).SelectMany(i => (Task<JsonElement>[])
        [
            Orders.PlaceAsync(Order($"lr-{i}", ("left", 1), ("right", 1))), Orders.PlaceAsync(Order($"rl-{i}", ("right", 1), ("left", 1))),
        ]));
        var final = await Orders.AllFinalAsync(placed.Select(order => order.OrderId()), TimeSpan.FromSeconds(30));

        var confirmed = final.Count(order => order.Status() == "confirmed");
        Assert.All(final.Where(order => order.Status() != "confirmed"), order => Assert.Equal("out_of_stock", order.GetProperty("failure").Text("reason")));
        Assert.InRange(confirmed, 1, units);
        foreach (var sku in (string[])["left", "right"])
        {
            var stock = await Eventually.Async(
                () => Orders.StockAsync(sku), seen => seen.Reserved == 0 && seen.Available == units - confirmed, $"what failed gave {sku} back");
            Assert.Equal(confirmed, stock.Sold);
        }
    }

    [ServerFact]
    public async Task Of_20_posts_of_one_order_id_at_once_one_makes_the_order_and_the_others_are_told_so()
    {
        await Orders.SetStockAsync("single", 10);
        var order = Order("twenty-times", ("single", 2));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Orders.PostAsync("orders", order)));

        var made = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Null(made.Header("Idempotent-Replayed"));
        Assert.Equal(19, answers.Count(answer => answer.Status == HttpStatusCode.OK && answer.Header("Idempotent-Replayed") == "true"));
        Assert.All(answers, answer => Assert.Equal("twenty-times", answer.Json.OrderId()));
        Assert.Equal("confirmed", (await Orders.FinalAsync("twenty-times")).Status());
        await Orders.SettledStockAsync("single", new Stock(8, 0, 2));

        var other = await Orders.PostAsync("orders", Order("twenty-times", ("single", 3)));
        Assert.Equal((HttpStatusCode.Conflict, "order_exists"), (other.Status, other.Json.Text("code")));
        var again = await Orders.PostAsync("orders", order);
        Assert.Equal((HttpStatusCode.OK, "confirmed"), (again.Status, again.Json.Status()));
    }

    /// <summary>Reads the item and the tables during the race.</summary>
    /// <returns>The number of reads.</returns>
    async Task<int> WatchAsync(string sku, long units, CancellationToken stop)
    {
        var looks = 0;
        do
        {
            var stock = await Orders.StockAsync(sku);
            Assert.Equal(units, stock.Total);
            Assert.True(stock is { Available: >= 0, Reserved: >= 0, Sold: >= 0 }, stock.ToString());
            Assert.Empty(await Running.ViolationsAsync());
            looks++;
        }
        while (!stop.IsCancellationRequested);

        return looks;
    }

    static object Order(string id, params (string Sku, int Quantity)[] lines) => new
    {
        order_id = id, customer_id = "racer", items = lines.Select(line => new { sku = line.Sku, quantity = line.Quantity, price = 1.25m }),
    };
}

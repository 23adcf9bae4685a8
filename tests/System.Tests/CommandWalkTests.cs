namespace OrleansOrders.SystemTests;

/// <summary>The command <c>orders</c> with the running system: customers, stock, and the audit.</summary>
public sealed class CommandWalkTests(CommandWalkTests.Walked running) : Scenario<CommandWalkTests.Walked>(running)
{
    [ServerFact]
    public async Task A_customer_places_watches_looks_back_and_cancels()
    {
        using var orders = new OrdersCommand(Running.Address);
        await Orders.SetStockAsync("soup", 100);

        var placed = await orders.EndsAsync(0, "place", "--customer", "walker", "--item", "soup=2:4.50", "--item", "burger", "--id", "walk-1", "--wait", "20");
        Assert.Contains("confirmed", placed.Out, StringComparison.Ordinal);
        Assert.Contains("9.00", placed.Out, StringComparison.Ordinal);

        // The same id again is the same order, and the customer is remembered.
        var again = await orders.EndsAsync(0, "place", "--item", "soup=2:4.50", "--item", "burger", "--id", "walk-1", "--json");
        Assert.Equal(("walk-1", "walker", "confirmed"), (again.Json.OrderId(), again.Json.Text("customer_id"), again.Json.Status()));
        await orders.EndsAsync(1, "place", "--item", "soup=3", "--id", "walk-1");

        // The first watch begins now; notifications between two watches are shown by the second.
        var watching = orders.RunAsync("watch", "--count", "1", "--json", "--timeout", "30");
        await TellUntilAsync(watching);
        var told = await watching;
        Assert.Equal((0, "order.confirmed"), (told.ExitCode, told.Json.Text("kind")));
        await orders.EndsAsync(0, "place", "--item", "soup", "--id", "walk-missed", "--wait", "20");
        Assert.Contains("walk-missed", (await WatchUntilAsync(orders, "walk-missed")).Out, StringComparison.Ordinal);

        Assert.Equal("placed reserved confirmed", (await orders.EndsAsync(0, "show", "walk-1", "--json")).Json.HistoryKinds());
        Assert.Contains("walk-1", (await orders.EndsAsync(0, "show", "walk-1")).Out, StringComparison.Ordinal);
        Assert.Equal(5, (await orders.EndsAsync(5, "show", "nobody")).ExitCode);
        Assert.Contains("walk-1", (await orders.EndsAsync(0, "list")).Out, StringComparison.Ordinal);
        Assert.Empty((await orders.EndsAsync(0, "list", "--status", "cancelled", "--json")).Json.GetProperty("orders").EnumerateArray());
        Assert.Contains("walk-1", (await orders.EndsAsync(0, "list", "--all", "--status", "confirmed", "--limit", "200")).Out, StringComparison.Ordinal);

        await orders.EndsAsync(1, "cancel", "walk-1");
        await orders.EndsAsync(5, "cancel", "nobody");
        await orders.EndsAsync(0, "place", "--item", "soup=5", "--id", "walk-waits", "--token", "tok_timeout_forever");
        await Eventually.Async(() => Orders.OrderAsync("walk-waits"), order => order.Status() == "reserved", "it waits for its payment");
        Assert.Equal("cancelled", (await orders.EndsAsync(0, "cancel", "walk-waits", "--wait", "20", "--json")).Json.Status());
        await orders.EndsAsync(0, "cancel", "walk-waits");
        await orders.EndsAsync(1, "show", "walk-waits", "--wait", "1");
        await orders.EndsAsync(1, "place", "--item", "soup=1000", "--wait", "20");
    }

    [ServerFact]
    public async Task A_storekeeper_counts_and_adjusts()
    {
        using var orders = new OrdersCommand(Running.Address);

        Assert.Contains("burger", (await orders.EndsAsync(0, "stock")).Out, StringComparison.Ordinal);
        await orders.EndsAsync(5, "stock", "shelf");
        Assert.Equal(12, Available(await orders.EndsAsync(0, "stock", "shelf", "--set", "12", "--json")));
        for (var i = 0; i < 2; i++) Assert.Equal(9, Available(await orders.EndsAsync(0, "stock", "shelf", "--adjust", "-3", "--adjustment-id", "walk", "--json")));
        Assert.Contains("--adjustment-id", (await orders.EndsAsync(0, "stock", "shelf", "--adjust", "1")).Error, StringComparison.Ordinal);
        Assert.Contains("10 are available", (await orders.EndsAsync(1, "stock", "shelf", "--adjust", "-11")).Error, StringComparison.Ordinal);
        await orders.EndsAsync(2, "stock", "--set", "1");

        static long Available(OrdersCommand.Run run) => run.Json.GetProperty("available").GetInt64();
    }

    [ServerFact]
    public async Task An_auditor_asks_and_gets_a_code()
    {
        using var orders = new OrdersCommand(Running.Address);

        var clean = await orders.EndsAsync(0, "audit", "--json");
        Assert.True(clean.Json.GetProperty("clean").GetBoolean());
        var shown = await orders.EndsAsync(0, "audit", "--grace", "60");
        Assert.Contains("Audit: clean", shown.Out, StringComparison.Ordinal);
        Assert.Contains("I-10", shown.Out, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_server_that_is_away_and_a_wrong_command_are_told_apart()
    {
        using var orders = new OrdersCommand(new($"http://127.0.0.1:{FreePort.Find()}"));

        Assert.Contains("127.0.0.1", (await orders.EndsAsync(3, "list", "--all")).Error, StringComparison.Ordinal);
        await orders.EndsAsync(2, "list", "--limit", "0");
        await orders.EndsAsync(2, "place", "--customer", "c", "--item", "burger=x");
    }

    /// <summary>The start of a watch is not visible from outside, so orders are placed until it has shown one.</summary>
    async Task TellUntilAsync(Task watching)
    {
        for (var i = 0; i < 100 && !watching.IsCompleted; i++)
        {
            await Orders.PlaceAsync(new { customer_id = "walker", item = "soup", qty = 1 });
            await Task.WhenAny(watching, Orders.NotificationsAsync("walker", i + 2));
        }
    }

    static Task<OrdersCommand.Run> WatchUntilAsync(OrdersCommand orders, string orderId) => Eventually.Async(
        () => orders.RunAsync("watch", "--count", "1"), run => run.Out.Contains(orderId, StringComparison.Ordinal), $"the watch shows {orderId}", TimeSpan.FromMinutes(2));

    public sealed class Walked : RunningSystem
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Payments__RetryDelay"] = "00:00:00.010" };
    }
}

using System.Net;
using System.Text.Json;

namespace OrleansOrders.SystemTests;

/// <summary>The parts of the HTTP contract that no scenario covers.</summary>
public sealed class HttpContractTests(RunningSystem running) : Scenario<RunningSystem>(running)
{
    [ServerFact]
    public async Task A_post_that_prefers_to_wait_is_answered_with_the_final_state()
    {
        var answer = await Orders.PostAsync("orders", Coffee("waiter"), ("Prefer", "respond-async, wait=10"));

        Assert.Equal((HttpStatusCode.Created, "confirmed", "\"3\""), (answer.Status, answer.Json.Status(), answer.Header("ETag")));
        Assert.Equal("wait=10", answer.Header("Preference-Applied"));
    }

    [ServerFact]
    public async Task A_get_can_wait_for_the_final_state()
    {
        var id = (await Orders.PlaceAsync(Coffee("getter"))).OrderId();

        var answer = await Orders.GetAsync($"orders/{id}?wait=10");

        Assert.Equal((HttpStatusCode.OK, "confirmed", "\"3\""), (answer.Status, answer.Json.Status(), answer.Header("ETag")));
    }

    [ServerFact]
    public async Task An_idempotency_key_stands_for_one_order_for_good()
    {
        var key = ("Idempotency-Key", "key-1");
        var first = await Orders.PostAsync("orders", Coffee("keyed"), key);
        Assert.Equal(HttpStatusCode.Created, first.Status);

        var again = await Orders.PostAsync("orders", new { user_id = "keyed", items = new[] { new { item_id = "coffee", qty = 1, price = 2.5m } } }, key);
        Assert.Equal((HttpStatusCode.OK, "true"), (again.Status, again.Header("Idempotent-Replayed")));
        Assert.Equal(first.Json.OrderId(), again.Json.OrderId());

        var other = await Orders.PostAsync("orders", Coffee("somebody-else"), key);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "application/problem+json"), (other.Status, other.ContentType));
        Assert.Equal("idempotency_key_reused", other.Json.Text("code"));
        Assert.Single((await Orders.GetAsync("orders?customer_id=keyed")).Json.GetProperty("orders").EnumerateArray());
    }

    [ServerFact]
    public async Task Concurrent_posts_with_one_idempotency_key_make_one_order()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Orders.PostAsync("orders", Coffee("impatient"), ("Idempotency-Key", "key-2"))));

        Assert.Single(answers.Select(answer => answer.Json.OrderId()).Distinct());
        Assert.Single((await Orders.GetAsync("orders?customer_id=impatient")).Json.GetProperty("orders").EnumerateArray());
    }

    [ServerFact]
    public async Task Orders_are_listed_newest_first_in_pages_and_by_status()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) ids.Insert(0, (await Orders.PlaceAsync(Coffee("lister"))).OrderId());
        await Orders.AllFinalAsync(ids);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await Orders.GetAsync($"orders?customer_id=lister&status=confirmed&limit=2&cursor={Uri.EscapeDataString(cursor ?? "")}")).Json;
            seen.AddRange(page.GetProperty("orders").EnumerateArray().Select(order => order.OrderId()));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null && seen.Count < 10);

        Assert.Equal(ids, seen);
        Assert.Empty((await Orders.GetAsync("orders?customer_id=lister&status=failed")).Json.GetProperty("orders").EnumerateArray());
    }

    [ServerFact]
    public async Task Notifications_are_listed_newest_first()
    {
        var ids = new List<string>();
        for (var i = 1; i <= 3; i++)
        {
            ids.Insert(0, (await Orders.PlaceAsync(Coffee("told"))).OrderId());
            await Orders.NotificationsAsync("told", i);
        }

        var told = await Orders.NotificationsAsync("told");

        Assert.Equal(ids, told.Select(notification => notification.OrderId()));
        Assert.All(told, notification => Assert.Equal(("told", "order.confirmed"), (notification.Text("customer_id"), notification.Text("kind"))));
        Assert.All(told, notification => Assert.Equal(notification.OrderId(), notification.GetProperty("body").OrderId()));
    }

    [ServerFact]
    public async Task Its_log_is_of_ours_and_of_the_host_alone_and_our_own_information_is_written()
    {
        await Orders.AllFinalAsync([(await Orders.PlaceAsync(Coffee("logged"))).OrderId()]);

        var categories = Running.App.Output.Split('\n').Select(Category).OfType<string>().ToHashSet();

        Assert.All(categories, category => Assert.Matches(@"^(OrleansOrders\.|Microsoft\.Hosting\.Lifetime$)", category));
        Assert.Contains(categories, category => category.StartsWith("OrleansOrders.", StringComparison.Ordinal));

        // "2026-01-01T00:00:00.000Z info: Category[1] text"; outside development it is JSON.
        static string? Category(string line) => line.StartsWith('{')
            ? JsonElement.Parse(line).Text("Category")
            : line.Split(' ') is [_, "info:" or "warn:" or "fail:" or "crit:", var category, ..] ? category[..category.IndexOf('[', StringComparison.Ordinal)] : null;
    }

    static object Coffee(string customer) => new { customer_id = customer, items = new[] { new { sku = "coffee", quantity = 1, price = 2.50m } } };
}

using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace OrleansOrders.SystemTests;

/// <summary>Scenario E: client programs that order over the broker and get live notifications, each only its own.</summary>
public sealed class LiveNotificationTests(RunningSystem running) : Scenario<RunningSystem>(running)
{
    const string Notifications = "notification_exchange";

    [ServerFact]
    public async Task Each_client_hears_through_a_queue_of_its_own_of_its_own_orders_alone()
    {
        var mine = await OutsideListener.BindAsync(Running.Broker, Notifications, "client.ann.order.#");
        await Outside.PublishAsync(OutsideProducer.NewOrders, "", new { order_id = "e-1", user_id = "ann", items = new[] { new { item_id = "item_1", quantity = 1, price = 1m } } });
        await Outside.PublishAsync(OutsideProducer.NewOrders, "", new { order_id = "e-2", user_id = "bob", items = new[] { new { item_id = "item_1", quantity = 1, price = 1m } } });

        var told = await mine.WaitForAsync("client.ann.order.e-1", "e-1");
        await Orders.NotificationsOfOrderAsync("bob", "e-2");

        Assert.Equal(("ann", "e-1", "order.confirmed"), (told.Json.Text("customer_id"), told.Json.OrderId(), told.Json.Text("kind")));
        Assert.DoesNotContain(await mine.SeenAsync(), message => message.RoutingKey.Contains("bob", StringComparison.Ordinal));
    }

    [ServerFact]
    public async Task A_stream_that_is_cut_again_and_again_while_orders_flow_tells_everything_once()
    {
        const int Count = 60;
        await Orders.SetStockAsync("comic", Count);
        var flowing = Task.Run(async () =>
        {
            for (var i = 0; i < Count; i++) await Orders.PlaceAsync(new { order_id = $"live-{i}", customer_id = "reader", item = "comic", qty = 1 });
        });

        var seen = new List<string>();
        var place = "0";
        while (seen.Count < Count) place = await ReadSomeAsync(place, seen, most: 7);
        await flowing;

        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"live-{i}").Order(), seen.Order());
        var places = (await Orders.GetAsync("notifications?customer_id=reader&limit=200")).Json.GetProperty("notifications").GetArrayLength();
        Assert.Equal(Count, places);
    }

    [ServerFact]
    public async Task An_item_that_runs_low_is_announced_once()
    {
        var listener = await OutsideListener.BindAsync(Running.Broker, OutsideProducer.InventoryEvents, "inventory.low");
        await Orders.SetStockAsync("rare", 11);

        for (var i = 0; i < 4; i++) await Orders.FinalAsync((await Orders.PlaceAsync(new { item = "rare", qty = 1, student_id = "s" })).OrderId());

        var low = await listener.WaitForAsync("inventory.low", "rare");
        Assert.Equal(("rare", 9L, 10L), (low.Json.Text("sku"), low.Json.GetProperty("available").GetInt64(), low.Json.GetProperty("threshold").GetInt64()));
        Assert.Single(await listener.SeenAsync(), message => message.Properties.CorrelationId == "rare");
    }

    /// <summary>Reads a few events of a stream after <paramref name="place"/>, cuts it, and returns the last position.</summary>
    async Task<string> ReadSomeAsync(string place, List<string> seen, int most)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("notifications/stream?customer_id=reader", UriKind.Relative));
        request.Headers.Add("Last-Event-ID", place);
        using var http = new HttpClient { BaseAddress = Running.App.Address, Timeout = TimeSpan.FromSeconds(30) };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync(patience.Token))
        {
            Assert.True(long.Parse(item.EventId!, CultureInfo.InvariantCulture) > long.Parse(place, CultureInfo.InvariantCulture));
            seen.Add(JsonElement.Parse(item.Data).OrderId());
            place = item.EventId!;
            if (--most == 0 || seen.Count == 60) break;
        }

        return place;
    }
}

using System.Globalization;

namespace OrleansOrders.Api.Tests;

/// <summary>Lists as they are shown; what they hold by filter and page, the system's tests and those of the storage say.</summary>
public sealed class ListOrdersTests : ApiTest
{
    [Fact]
    public async Task Without_filters_the_fifty_newest_orders_come_first()
    {
        var ids = Enumerable.Range(0, 51).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToList();
        foreach (var id in ids) await Host.Post("/orders", $$"""{"order_id":"{{id}}","customer_id":"c-1","amount":1}""");
        var answer = await Host.Get("/orders");

        Assert.Equal(ids.Skip(1).Reverse(), answer.Json.GetProperty("orders").EnumerateArray().Select(order => order.OrderId()));
        Assert.True(answer.Json.TryGetProperty("next_cursor", out _));
    }

    [Fact]
    public async Task A_notification_is_shown_with_its_message()
    {
        Host.Storage.Notifications.Add(TestTail.Told("c-1", 1, "hello"));

        Assert.Equal(
            """{"notifications":[{"id":"o-1:3:order.confirmed","customer_id":"c-1","order_id":"o-1","kind":"order.confirmed","body":{"text":"hello"},"at":"1970-01-01T00:00:00.000000Z"}],"next_cursor":null}""",
            (await Host.Get("/notifications")).Text);
    }
}

using System.Net;
using OrleansOrders.Domain;

namespace OrleansOrders.Api.Tests;

public sealed class NotificationsApiTests : IAsyncLifetime
{
    readonly ApiHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_notification_is_shown_with_its_message()
    {
        _host.Storage.Notifications.Add(new(
            "o-1:3:order.confirmed", CustomerId.Parse("c-1"), OrderId.Parse("o-1"), "order.confirmed", """{"status":"confirmed"}"""u8.ToArray(), DateTimeOffset.UnixEpoch, 1));

        var answer = await _host.Get("/notifications");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            """{"notifications":[{"id":"o-1:3:order.confirmed","customer_id":"c-1","order_id":"o-1","kind":"order.confirmed","body":{"status":"confirmed"},"at":"1970-01-01T00:00:00.000000Z"}],"next_cursor":null}""",
            answer.Text);
        Assert.Null(_host.Storage.LastCustomer);
    }

    [Fact]
    public async Task A_customer_is_asked_for_by_id()
    {
        await _host.Get("/notifications?customer_id=c-7");

        Assert.Equal(CustomerId.Parse("c-7"), _host.Storage.LastCustomer);
        Assert.Equal(["customer_id"], (await _host.Get("/notifications?customer_id=%23")).WrongFields());
    }
}

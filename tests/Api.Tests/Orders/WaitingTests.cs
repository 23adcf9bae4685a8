using System.Net;
using OrleansOrders.Contracts;
using OrleansOrders.Grains;
using OrleansOrders.Testing;

namespace OrleansOrders.Api.Tests;

public sealed class WaitingTests : IAsyncLifetime
{
    readonly ApiHost _host = new();

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        await _host.Put("/inventory/burger", """{"available":100}""");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    static string Body(string id, int quantity = 1) => $$"""{"order_id":"{{id}}","customer_id":"c-1","items":[{"sku":"burger","quantity":{{quantity}},"price":1}]}""";

    [Fact]
    public async Task A_post_that_prefers_to_wait_is_answered_with_the_final_state()
    {
        _host.WorkOrders();
        var answer = await _host.Post("/orders", Body("wait-1"), ("Prefer", "respond-async, wait=20"));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("wait=20", answer.Header("Preference-Applied"));
        Assert.Equal("confirmed", answer.Json.GetProperty("status").GetString());
        Assert.Equal("\"3\"", answer.Header("ETag"));
    }

    [Fact]
    public async Task A_failed_order_says_what_was_short()
    {
        _host.WorkOrders();
        var answer = await _host.Post("/orders", Body("wait-short", quantity: 101), ("Prefer", "wait=20"));

        Assert.Equal("failed", answer.Json.GetProperty("status").GetString());
        Assert.Equal(
            """{"reason":"out_of_stock","shortages":[{"sku":"burger","wanted":101,"available":100}]}""", answer.Json.GetProperty("failure").GetRawText());
        Assert.Equal("out_of_stock", answer.Json.GetProperty("history")[1].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_wait_that_ends_first_is_answered_with_the_order_as_it_is()
    {
        await _host.Post("/orders", Body("wait-2"), ("Prefer", "wait=0"));
        var answer = await _host.Get("/orders/wait-2?wait=1");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("pending", answer.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_get_waits_for_the_final_state()
    {
        var release = new TaskCompletionSource();
        _host.WorkOrders();
        var work = _host.Publisher.Then;
        _host.Publisher.Then = (message, ct) =>
        {
            _ = release.Task.ContinueWith(_ => work(message, ct), TaskScheduler.Default);
            return Task.CompletedTask;
        };
        await _host.Post("/orders", Body("wait-3"));
        var waiting = _host.Get("/order/wait-3?wait=20");
        release.SetResult();

        Assert.Equal("confirmed", (await waiting).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_wait_that_a_stop_ends_is_answered_with_the_order_as_it_is_then()
    {
        var order = OrderParser.Parse(System.Text.Encoding.UTF8.GetBytes(Body("wait-4")), null).Value!;
        var posting = _host.Post("/orders", Body("wait-4"), ("Prefer", "wait=25"));
        await Eventually.Async(async () => await _host.Storage.Find(order.OrderId, default) is not null, "the order is there");
        await _host.Grains.Order(order.OrderId).Process(order);
        await _host.Stop();

        Assert.Equal("reserved", (await posting).Json.GetProperty("status").GetString());
    }
}

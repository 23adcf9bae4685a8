using System.Net;

namespace OrleansOrders.Api.Tests;

/// <summary>Waits that the final state does not end; those that it ends are among the system's tests.</summary>
public sealed class WaitingTests : ApiTest
{
    const string Order = """{"order_id":"waits","customer_id":"c-1","items":[{"sku":"burger","quantity":1,"price":1}]}""";

    [Fact]
    public async Task A_wait_that_ends_first_is_answered_with_the_order_as_it_is()
    {
        await Host.Post("/orders", Order, ("Prefer", "wait=0"));
        var answer = await Host.Get("/orders/waits?wait=1");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("pending", answer.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_wait_that_a_stop_ends_is_answered_with_the_order_as_it_is_then()
    {
        var order = OrderParser.Parse(System.Text.Encoding.UTF8.GetBytes(Order), null).Value!;
        var posting = Host.Post("/orders", Order, ("Prefer", "wait=25"));
        await Host.Put("/inventory/burger", """{"available":100}""");
        await Eventually.Async(async () => await Host.Storage.Find(order.OrderId, default) is not null, "the order is there");
        await Host.Grains.Order(order.OrderId).Process(order);
        await Host.Stop();

        Assert.Equal("reserved", (await posting).Json.GetProperty("status").GetString());
    }
}

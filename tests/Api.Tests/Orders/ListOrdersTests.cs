using System.Net;
using OrleansOrders.Domain;

namespace OrleansOrders.Api.Tests;

public sealed class ListOrdersTests : IAsyncLifetime
{
    readonly ApiHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Without_filters_the_newest_come_first()
    {
        await _host.Post("/orders", """{"order_id":"list-1","customer_id":"c-1","amount":1}""");
        await _host.Post("/orders", """{"order_id":"list-2","customer_id":"c-1","amount":1}""");
        var answer = await _host.Get("/orders");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["list-2", "list-1"], answer.Json.GetProperty("orders").EnumerateArray().Select(order => order.GetProperty("order_id").GetString()));
        Assert.True(answer.Json.TryGetProperty("next_cursor", out _));
        Assert.Equal(50, _host.Storage.LastQuery!.Limit);
    }

    [Fact]
    public async Task Filters_and_limit_reach_the_query()
    {
        Assert.Equal(HttpStatusCode.OK, (await _host.Get("/orders?customer_id=c-9&status=reserved&limit=7&cursor=")).Status);

        Assert.Equal(new() { CustomerId = CustomerId.Parse("c-9"), Status = OrderStatus.Reserved, Limit = 7 }, _host.Storage.LastQuery);
    }

    [Fact]
    public async Task Every_wrong_parameter_is_named()
    {
        var answer = await _host.Get("/orders?customer_id=a%20b&status=done&limit=0&cursor=nonsense");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("invalid_request", answer.Problem());
        Assert.Equal(["cursor", "customer_id", "limit", "status"], answer.WrongFields().Order(StringComparer.Ordinal));
        Assert.Null(_host.Storage.LastQuery);
    }

    [Theory]
    [InlineData("limit=201")]
    [InlineData("limit=-1")]
    [InlineData("limit=ten")]
    [InlineData("limit=")]
    [InlineData("limit=1&limit=2")]
    public async Task A_limit_is_a_number_from_1_to_200(string query) => Assert.Equal(["limit"], (await _host.Get("/orders?" + query)).WrongFields());

    [Fact]
    public async Task A_parameter_that_nobody_asks_for_is_ignored() => Assert.Equal(HttpStatusCode.OK, (await _host.Get("/orders?_=1")).Status);
}

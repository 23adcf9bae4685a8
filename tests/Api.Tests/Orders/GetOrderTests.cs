using System.Net;

namespace OrleansOrders.Api.Tests;

public sealed class GetOrderTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("/orders/")]
    [InlineData("/order/")]
    public async Task An_order_is_read_as_it_was_answered_when_placed(string path)
    {
        var id = "get-" + path.Trim('/');
        var placed = await host.Post("/orders", $$"""{"order_id":"{{id}}","customer_id":"a+b@example.org","amount":1}""");
        var read = await host.Get(path + id);

        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Equal(placed.Text, read.Text);
        Assert.Contains("a+b@example.org", read.Text, StringComparison.Ordinal);
        Assert.Equal("\"1\"", read.Header("ETag"));
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("W/\"1\"")]
    [InlineData("\"7\", \"1\"")]
    [InlineData("*")]
    public async Task What_the_client_has_is_not_sent_again(string known)
    {
        await host.Post("/orders", """{"order_id":"get-known","customer_id":"c-1","amount":1}""");
        var answer = await host.Get("/orders/get-known", ("If-None-Match", known));

        Assert.Equal(HttpStatusCode.NotModified, answer.Status);
        Assert.Equal("\"1\"", answer.Header("ETag"));
        Assert.Empty(answer.Text);
    }

    [Theory]
    [InlineData("\"2\"")]
    [InlineData("1")]
    public async Task Another_version_is_sent(string known)
    {
        await host.Post("/orders", """{"order_id":"get-other","customer_id":"c-1","amount":1}""");

        Assert.Equal(HttpStatusCode.OK, (await host.Get("/orders/get-other", ("If-None-Match", known))).Status);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a%20b")]
    [InlineData("a%2Fb")]
    [InlineData("%2A")]
    public async Task An_order_that_is_not_there_is_not_found(string id)
    {
        var answer = await host.Get("/orders/" + id);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("order_not_found", answer.Problem());
    }

    [Theory]
    [InlineData("wait=-1")]
    [InlineData("wait=1.5")]
    [InlineData("wait=")]
    [InlineData("wait=1&wait=2")]
    public async Task A_wait_that_is_no_number_of_seconds_is_named(string query)
    {
        var answer = await host.Get("/orders/nobody?" + query);

        Assert.Equal("invalid_request", answer.Problem());
        Assert.Equal(["wait"], answer.WrongFields());
    }
}

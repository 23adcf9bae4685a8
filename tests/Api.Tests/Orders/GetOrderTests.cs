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
    [InlineData("/orders/nobody")]
    [InlineData("/order/nobody")]
    [InlineData("/orders/a%20b")]
    [InlineData("/orders/a%2Fb")]
    [InlineData("/orders/%2A")]
    public async Task An_order_that_is_not_there_is_not_found(string path)
    {
        var answer = await host.Get(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("order_not_found", answer.Problem());
    }
}

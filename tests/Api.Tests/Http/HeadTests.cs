using System.Net;

namespace OrleansOrders.Api.Tests;

public sealed class HeadTests(ApiHost host) : IClassFixture<ApiHost>
{
    const string Stream = "/notifications/stream";

    [Fact]
    public async Task Every_address_that_answers_GET_answers_HEAD_with_the_same_status_and_no_body()
    {
        await host.Post("/orders", """{"order_id":"head-1","customer_id":"c-1","amount":1}""");
        var paths = Routes.Of(host).Where(call => call.StartsWith("GET ", StringComparison.Ordinal)).Select(call => call[4..]).Where(path => path != Stream && path != "/admin/audit").ToList();
        Assert.Contains("/health/ready", paths);
        Assert.Contains("/metrics", paths);
        Assert.Contains("/openapi/v1.json", paths);
        foreach (var path in paths.Select(path => path.Replace("{id}", "head-1", StringComparison.Ordinal).Replace("{sku}", "head-1", StringComparison.Ordinal)))
        {
            var get = await host.Get(path);
            var head = await host.Send(HttpMethod.Head, path, null);

            Assert.Equal((path, get.Status, ""), (path, head.Status, head.Text));
            Assert.Equal(get.Header("Content-Type"), head.Header("Content-Type"));
        }
    }

    [Fact]
    public async Task HEAD_of_an_order_has_its_ETag()
    {
        await host.Post("/orders", """{"order_id":"head-2","customer_id":"c-1","amount":1}""");

        Assert.Equal("\"1\"", (await host.Send(HttpMethod.Head, "/orders/head-2", null)).Header("ETag"));
    }

    [Fact]
    public async Task The_stream_has_no_HEAD_and_opens_nothing()
    {
        var head = await host.Send(HttpMethod.Head, Stream + "?customer_id=c-1", null);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "GET"), (head.Status, head.Header("Allow")));
    }

    [Theory]
    [InlineData("/orders", "GET, HEAD, POST")]
    [InlineData("/orders/x/cancel", "POST")]
    [InlineData("/notifications/stream", "GET")]
    public async Task OPTIONS_is_refused_and_says_what_is_allowed(string path, string allowed)
    {
        var options = await host.Send(HttpMethod.Options, path, null);

        Assert.Equal("method_not_allowed", options.Problem());
        Assert.Equal(allowed, string.Join(", ", options.Header("Allow")!.Split(", ").Order(StringComparer.Ordinal)));
    }
}

using System.Net;

namespace OrleansOrders.Api.Tests;

public sealed class OpenApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task The_description_has_every_call_and_no_other()
    {
        var answer = await host.Get("/openapi/v1.json");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var described = answer.Json.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => method.Name.ToUpperInvariant() + " " + path.Name));
        Assert.Equal(Routes.Of(host).Where(call => !call.Contains("/openapi", StringComparison.Ordinal)), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_order_is_described_as_it_is_written()
    {
        var schemas = (await host.Get("/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas");
        var written = await host.Post("/orders", """{"customer_id":"c-1","amount":1}""");

        Assert.Equal(
            written.Json.EnumerateObject().Select(property => property.Name),
            schemas.GetProperty("OrderView").GetProperty("properties").EnumerateObject().Select(property => property.Name));
        Assert.Equal(EnumNames.All<OrderStatus>(), schemas.GetProperty("OrderStatus").GetProperty("enum").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task A_post_says_what_it_takes_and_how_it_may_fail()
    {
        var post = (await host.Get("/openapi/v1.json")).Json.GetProperty("paths").GetProperty("/orders").GetProperty("post");

        Assert.True(post.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/json", out _));
        Assert.Contains(post.GetProperty("parameters").EnumerateArray(), parameter => parameter.GetProperty("name").GetString() == "Idempotency-Key");
        Assert.Equal(
            ["200", "201", "400", "409", "413", "415", "422", "429", "503"],
            post.GetProperty("responses").EnumerateObject().Select(response => response.Name).Order(StringComparer.Ordinal));
        Assert.True(post.GetProperty("responses").GetProperty("422").GetProperty("content").TryGetProperty("application/problem+json", out _));
    }
}

using System.Net;

namespace OrleansOrders.Api.Tests;

public sealed class InventoryApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task What_is_set_is_there()
    {
        var set = await host.Put("/inventory/pizza", """{"available":7}""");

        Assert.Equal(HttpStatusCode.OK, set.Status);
        Assert.Equal("""{"sku":"pizza","available":7,"reserved":0,"sold":0}""", set.Text);
        Assert.Equal(set.Text, (await host.Get("/inventory/pizza")).Text);
        Assert.Contains(set.Text, (await host.Get("/inventory")).Text, StringComparison.Ordinal);
        Assert.Equal(0, (await host.Put("/inventory/pizza", """{"available":0}""")).Json.GetProperty("available").GetInt64());
    }

    [Fact]
    public async Task An_adjustment_counts_once()
    {
        await host.Put("/inventory/bread", """{"available":10}""");
        var first = await host.Post("/inventory/bread/adjustments", """{"adjustment_id":"a-1","delta":-4}""");
        var again = await host.Post("/inventory/bread/adjustments", """{"adjustment_id":"a-1","delta":-4}""");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.Equal(6, again.Json.GetProperty("available").GetInt64());
    }

    [Theory]
    [InlineData("""{"adjustment_id":"a-1","delta":-3}""", "adjustment_exists")]
    [InlineData("""{"adjustment_id":"a-2","delta":-7}""", "insufficient_stock")]
    public async Task An_adjustment_by_another_number_or_below_zero_is_a_conflict_and_changes_nothing(string adjustment, string code)
    {
        await host.Put($"/inventory/{code}", """{"available":10}""");
        await host.Post($"/inventory/{code}/adjustments", """{"adjustment_id":"a-1","delta":-4}""");
        var answer = await host.Post($"/inventory/{code}/adjustments", adjustment);

        Assert.Equal((HttpStatusCode.Conflict, code), (answer.Status, answer.Problem()));
        Assert.Equal(6, (await host.Get($"/inventory/{code}")).Json.GetProperty("available").GetInt64());
    }

    [Fact]
    public async Task Nothing_is_taken_from_an_item_that_nobody_ever_had()
    {
        var answer = await host.Post("/inventory/never/adjustments", """{"adjustment_id":"a-1","delta":-2}""");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("unknown_sku", answer.Problem());
    }

    [Theory]
    [InlineData("never-seen")]
    [InlineData("a%20b")]
    public async Task An_item_that_is_not_there_is_not_found(string sku) => Assert.Equal("unknown_sku", (await host.Get("/inventory/" + sku)).Problem());

    [Theory]
    [InlineData("""{"available":-1}""", "available", "out_of_range")]
    [InlineData("""{"available":1000000000001}""", "available", "out_of_range")]
    [InlineData("""{"available":99999999999999999999}""", "available", "out_of_range")]
    [InlineData("""{"available":1.5}""", "available", "not_integer")]
    [InlineData("""{"available":1e3}""", "available", "not_integer")]
    [InlineData("""{"available":"1"}""", "available", "wrong_type")]
    [InlineData("""{"available":null}""", "available", "required")]
    [InlineData("{}", "available", "required")]
    [InlineData("7", "body", "wrong_type")]
    [InlineData("{", "body", "not_json")]
    [InlineData("", "body", "not_json")]
    [InlineData("""{"\ud800":1,"available":1}""", "body", "not_json")]
    public async Task A_wrong_count_is_named(string body, string field, string code)
    {
        var answer = await host.Put("/inventory/wrong", body);

        Assert.Equal("invalid_request", answer.Problem());
        Assert.Equal([field], answer.WrongFields());
        Assert.Equal(code, answer.Json.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Address_and_body_that_are_both_wrong_are_both_named()
    {
        Assert.Equal(["sku", "available"], (await host.Put("/inventory/a%20b", "{}")).WrongFields());
        Assert.Equal(
            ["adjustment_id", "delta", "sku"], (await host.Post("/inventory/a%20b/adjustments", """{"delta":0}""")).WrongFields().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"adjustment_id":"a-1","delta":1,"sku":"pizza"}""")]
    [InlineData("""{"adjustment_id":"a-1","delta":1}""")]
    public async Task An_address_that_is_wrong_is_all_that_is_wrong_where_the_body_is_right(string body)
    {
        var answer = await host.Post("/inventory/a%20b/adjustments", body);

        Assert.Equal(["sku"], answer.WrongFields());
        Assert.Equal("invalid", answer.Json.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_body_that_speaks_of_another_item_than_the_address_is_refused() =>
        Assert.Equal(["sku"], (await host.Post("/inventory/pizza/adjustments", """{"adjustment_id":"a-1","delta":1,"sku":"bread"}""")).WrongFields());

    [Fact]
    public async Task A_count_that_is_too_large_a_body_is_refused() =>
        Assert.Equal("body_too_large", (await host.Put("/inventory/pizza", new string(' ', RequestBody.MaxBytes + 1))).Problem());
}

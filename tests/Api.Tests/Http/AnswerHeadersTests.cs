using System.Net;

namespace OrleansOrders.Api.Tests;

public sealed class AnswerHeadersTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("/orders", "no-store")]
    [InlineData("/orders/header-1", "no-cache")]
    [InlineData("/inventory", "no-store")]
    [InlineData("/notifications", "no-store")]
    [InlineData("/dead-letters", "no-store")]
    [InlineData("/health", "no-store")]
    [InlineData("/health/live", "no-store")]
    [InlineData("/metrics", "no-store")]
    [InlineData("/openapi/v1.json", "no-store")]
    [InlineData("/nowhere", "no-store")]
    [InlineData("/boom", "no-store")]
    public async Task Every_answer_says_that_its_type_is_meant_and_how_long_it_may_be_kept(string path, string kept)
    {
        await host.Post("/orders", """{"order_id":"header-1","customer_id":"c-1","amount":1}""");
        var answer = await host.Get(path);

        Assert.Equal(("nosniff", kept), (answer.Header("X-Content-Type-Options"), answer.Header("Cache-Control")));
    }

    [Fact]
    public async Task What_a_client_sent_comes_back_without_a_character_that_a_page_would_read_as_markup()
    {
        var answer = await host.Post("/orders", """{"customer_id":"c-1","amount":1,"<script>alert(1)</script>":1,"<script>alert(1)</script>":1}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain('<', answer.Text);
        Assert.Contains("<script>", answer.Json.GetProperty("errors")[0].GetRawText() + answer.Json.GetProperty("errors")[0].GetProperty("field").GetString() + answer.Json.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_have_six_digits_of_a_second_whatever_they_are()
    {
        var whole = new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);
        Assert.Equal("\"2026-01-01T12:00:00.000000Z\"", System.Text.Json.JsonSerializer.Serialize(whole, ApiJson.Written.Options));
        Assert.Equal("\"2026-01-01T12:00:00.120000Z\"", System.Text.Json.JsonSerializer.Serialize(whole.AddMilliseconds(120), ApiJson.Written.Options));

        var order = (await host.Post("/orders", """{"order_id":"time-1","customer_id":"c-1","amount":1}""")).Json;
        foreach (var time in (string[])[order.GetProperty("created_at").GetString()!, order.GetProperty("expires_at").GetString()!, order.GetProperty("history")[0].GetProperty("at").GetString()!])
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", time);
    }
}

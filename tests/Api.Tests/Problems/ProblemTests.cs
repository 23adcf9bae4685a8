using System.Net;
using System.Text.Json;

namespace OrleansOrders.Api.Tests;

public sealed class ProblemTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task An_address_that_leads_nowhere_is_a_problem()
    {
        var answer = await host.Get("/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("not_found", answer.Problem());
    }

    [Fact]
    public async Task A_method_that_is_not_allowed_is_a_problem_that_says_which_are()
    {
        var answer = await host.Send(HttpMethod.Delete, "/orders", null);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Equal("method_not_allowed", answer.Problem());
        Assert.Equal(["GET", "HEAD", "POST"], answer.Header("Allow")!.Split(", ").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_failure_of_ours_says_where_to_look_and_nothing_of_itself()
    {
        var answer = await host.Get("/boom");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Equal("internal_error", answer.Problem());
        Assert.NotEmpty(answer.Json.GetProperty("trace_id").GetString()!);
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_stay_readable()
    {
        var answer = await host.Post("/orders", """{"customer_id":"c-1","items":[{"sku":"a","qty":1,"price":1}],"amount":9}""");

        Assert.Contains("quantity × price", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_refusal_of_the_rules_keeps_its_code()
    {
        Assert.All(
            Enum.GetValues<OrderRefusal>(),
            refusal => Assert.Equal(JsonSerializer.Serialize(refusal).Trim('"'), ProblemKinds.Of(refusal).Code));
        Assert.All(
            Enum.GetValues<StockRefusal>(),
            refusal => Assert.Equal(JsonSerializer.Serialize(refusal).Trim('"'), ProblemKinds.Of(refusal).Code));
    }

    [Fact]
    public void Every_kind_has_a_code_of_its_own_and_is_in_the_list()
    {
        Assert.Equal(ProblemKinds.All.Count, ProblemKinds.All.Select(kind => kind.Code).Distinct().Count());
        Assert.Equal(
            typeof(ProblemKinds).GetProperties().Where(property => property.PropertyType == typeof(ProblemKind)).Select(property => property.GetValue(null)), ProblemKinds.All);
    }

    [Theory]
    [InlineData(400, "invalid_request")]
    [InlineData(404, "not_found")]
    [InlineData(405, "method_not_allowed")]
    [InlineData(408, "request_timeout")]
    [InlineData(413, "body_too_large")]
    [InlineData(415, "unsupported_media_type")]
    [InlineData(431, "headers_too_large")]
    [InlineData(500, "internal_error")]
    [InlineData(502, "internal_error")]
    [InlineData(503, "unavailable")]
    public void A_bare_status_has_a_kind(int status, string code) => Assert.Equal(code, ProblemKinds.OfStatus(status).Code);
}

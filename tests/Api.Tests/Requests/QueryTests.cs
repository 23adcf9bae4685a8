using System.Net;

namespace OrleansOrders.Api.Tests;

/// <summary>The parameters of a query.</summary>
public sealed class QueryTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("/orders?customer_id=a%20b&status=done&limit=0&cursor=nonsense", "cursor", "customer_id", "limit", "status")]
    [InlineData("/orders?limit=201", "limit")]
    [InlineData("/orders?limit=-1", "limit")]
    [InlineData("/orders?limit=ten", "limit")]
    [InlineData("/orders?limit=", "limit")]
    [InlineData("/orders?limit=1&limit=2", "limit")]
    [InlineData("/notifications?limit=many&customer_id=%23", "customer_id", "limit")]
    [InlineData("/inventory?cursor=%00", "cursor")]
    [InlineData("/dead-letters?limit=0", "limit")]
    [InlineData("/orders/nobody?wait=-1", "wait")]
    [InlineData("/orders/nobody?wait=1.5", "wait")]
    [InlineData("/orders/nobody?wait=", "wait")]
    [InlineData("/orders/nobody?wait=1&wait=2", "wait")]
    public async Task Every_parameter_that_is_wrong_is_named(string path, params string[] fields)
    {
        var answer = await host.Get(path);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Problem()));
        Assert.Equal(fields, answer.WrongFields().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_parameter_that_nobody_asks_for_is_ignored() => Assert.Equal(HttpStatusCode.OK, (await host.Get("/orders?_=1")).Status);
}

using System.Net;
using System.Text;

namespace OrleansOrders.Api.Tests;

/// <summary>A page of another site may neither change nor start anything here, however its request looks.</summary>
public sealed class CrossSiteTests(ApiHost host) : IClassFixture<ApiHost>
{
    const string Order = """{"customer_id":"c-1","amount":1}""";

    string Own => host.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    [Theory]
    [InlineData("cross-site", "https://evil.example")]
    [InlineData("same-site", "http://127.0.0.1:3000")]
    [InlineData("cross-site", null)]
    [InlineData("nonsense", null)]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, "null")]
    [InlineData(null, "http://127.0.0.1:1")]
    public async Task A_request_of_another_site_is_refused(string? site, string? origin)
    {
        foreach (var path in (string[])["/orders", "/orders/x/cancel", "/inventory/burger/adjustments", "/dead-letters/replay"])
        {
            using var text = new StringContent(Order, Encoding.UTF8, "text/plain");
            var answer = await host.Send(HttpMethod.Post, path, text, Headers(site, origin));

            Assert.Equal((HttpStatusCode.Forbidden, "cross_site"), (answer.Status, answer.Problem()));
        }
    }

    [Theory]
    [InlineData("same-origin")]
    [InlineData("none")]
    [InlineData(null)]
    public async Task A_request_of_the_own_page_and_of_no_page_is_taken(string? site)
    {
        Assert.Equal(HttpStatusCode.Created, (await host.Post("/orders", Order, Headers(site, Own))).Status);
        Assert.Equal(HttpStatusCode.Created, (await host.Post("/orders", Order, Headers(site, null))).Status);
    }

    [Fact]
    public async Task A_link_from_another_site_is_followed_and_nothing_else_of_it()
    {
        Assert.Equal(HttpStatusCode.OK, (await host.Get("/health", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"))).Status);
        Assert.Equal("cross_site", (await host.Get("/orders", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors"), ("Sec-Fetch-Dest", "image"))).Problem());
        Assert.Equal("cross_site", (await host.Get("/orders", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "iframe"))).Problem());
    }

    static (string Name, string Value)[] Headers(string? site, string? origin) =>
        [.. new[] { ("Sec-Fetch-Site", site), ("Origin", origin) }.Where(header => header.Item2 is not null).Select(header => (header.Item1, header.Item2!))];
}

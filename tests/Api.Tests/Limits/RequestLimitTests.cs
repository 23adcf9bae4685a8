using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Api.Tests;

public sealed class RequestLimitTests : ApiTest
{
    const string Order = """{"customer_id":"c-1","amount":1}""";

    public RequestLimitTests()
        : base(services =>
        {
            services.AddSingleton<IStartupFilter, From>();
            services.PostConfigure<RateLimitOptions>(limits => (limits.PerSecond, limits.Burst, limits.Posts, limits.Waits) = (1, 3, 2, 1));
        })
    {
    }

    [Fact]
    public async Task An_address_that_asks_faster_than_its_rate_is_told_to_come_back_and_the_others_are_not()
    {
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await Get("203.0.113.1")).Status);
        await Eventually.Async(() => Get("203.0.113.1"), answer => answer.Status is HttpStatusCode.TooManyRequests, "the burst is used up");
        var refused = await Get("203.0.113.1");

        Assert.Equal("too_many_requests", refused.Problem());
        Assert.InRange(int.Parse(refused.Header("Retry-After")!, null), 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await Get("203.0.113.2")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Host.Get("/health/live", (From.Header, "203.0.113.1"))).Status);
    }

    [Fact]
    public async Task Refusals_are_counted_by_limit()
    {
        await Eventually.Async(() => Get("203.0.113.3"), answer => answer.Status is HttpStatusCode.TooManyRequests, "the burst is used up");

        // The exporter may answer with what it read a moment before.
        await Eventually.Async(
            async () => (await Host.Get("/metrics")).Text,
            text => Regex.IsMatch(text, @"(?m)^aspnetcore_rate_limiting_requests_total\{.*aspnetcore_rate_limiting_result=""global_limiter"".*\} [1-9]"),
            "the refusal is counted");
    }

    [Fact]
    public async Task The_addresses_of_one_IPv6_subscriber_are_one()
    {
        for (var i = 0; i < 3; i++) await Get($"2001:db8:1:2::{i}");
        await Eventually.Async(() => Get("2001:db8:1:2:3:4:5:6"), answer => answer.Status is HttpStatusCode.TooManyRequests, "the network has used up its burst");

        Assert.Equal(HttpStatusCode.OK, (await Get("2001:db8:1:3::1")).Status);
    }

    [Fact]
    public async Task Loopback_has_no_rate()
    {
        for (var i = 0; i < 50; i++) Assert.Equal(HttpStatusCode.OK, (await Host.Get("/inventory")).Status);
    }

    [Fact]
    public async Task Posts_beyond_those_that_may_be_under_way_are_refused_until_one_ends()
    {
        var confirm = new TaskCompletionSource();
        Host.Publisher.Then = (_, _) => confirm.Task;
        var posts = Enumerable.Range(0, 3).Select(_ => Host.Post("/orders", Order)).ToList();
        var refused = await Task.WhenAny(posts);
        Assert.Equal("too_many_requests", (await refused).Problem());
        Assert.Equal("1", (await refused).Header("Retry-After"));
        Assert.Equal(HttpStatusCode.OK, (await Host.Get("/inventory")).Status);

        confirm.SetResult();
        foreach (var post in posts.Where(post => post != refused)) Assert.Equal(HttpStatusCode.Created, (await post).Status);
        Assert.Equal(HttpStatusCode.Created, (await Host.Post("/orders", Order)).Status);
    }

    [Fact]
    public async Task Waits_are_counted_by_themselves()
    {
        await Host.Post("/orders", """{"order_id":"limit-wait","customer_id":"c-1","amount":1}""");
        using var gone = new CancellationTokenSource();
        var waits = Enumerable.Range(0, 2).Select(_ => Host.Client.GetAsync(new Uri("/orders/limit-wait?wait=30", UriKind.Relative), gone.Token)).ToList();
        var refused = await Task.WhenAny(waits).WaitAsync(TimeSpan.FromSeconds(30));
        using var answer = await refused;
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await Host.Get("/orders/limit-wait")).Status);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits.Single(wait => wait != refused));
    }

    Task<Answer> Get(string from) => Host.Get("/inventory", (From.Header, from));

    /// <summary>Lets a request come from elsewhere.</summary>
    sealed class From : IStartupFilter
    {
        public const string Header = "X-Test-From";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((HttpContext context, RequestDelegate rest) =>
            {
                if (IPAddress.TryParse(context.Request.Headers[Header], out var from)) context.Connection.RemoteIpAddress = from;
                return rest(context);
            });
            next(app);
        };
    }
}

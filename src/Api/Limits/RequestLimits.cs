using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Api;

/// <summary>
/// ASP.NET Core's rate limiter with the configured limits: the rate and the waits apply to every request, the limits for lists and posts
/// through endpoint policies.
/// </summary>
static class RequestLimits
{
    const string Lists = "lists";
    const string Posts = "posts";

    static readonly TimeSpan Replenishment = TimeSpan.FromMilliseconds(100);

    /// <summary><c>Retry-After</c>, if the limiter provides none.</summary>
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public static void AddRequestLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<RateLimitOptions, ApiOptionsValidator>(configuration, RateLimitOptions.Section);
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>>((limiter, limits) => Configure(limiter, limits.Value));
    }

    public static void UseRequestLimits(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<RateLimitOptions>>().Value.Enabled) app.UseRateLimiter();
    }

    /// <summary>Applies the limit for lists and other large reads.</summary>
    public static RouteHandlerBuilder LimitedAsList(this RouteHandlerBuilder endpoint) => endpoint.RequireRateLimiting(Lists);

    /// <summary>Applies the limit for requests that change state.</summary>
    public static RouteHandlerBuilder LimitedAsPost(this RouteHandlerBuilder endpoint) => endpoint.RequireRateLimiting(Posts);

    static void Configure(RateLimiterOptions limiter, RateLimitOptions limits)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (rejected, _) =>
        {
            var after = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) && known > RetryAfter ? known : RetryAfter;
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, Caller>(context => Rate(Caller.Of(context), limits)),
            PartitionedRateLimiter.Create<HttpContext, Caller>(context => Waits(context) ? AtOnce(Caller.Of(context), limits.Waits, 0) : RateLimitPartition.GetNoLimiter(default(Caller))));
        limiter.AddPolicy(Lists, context => AtOnce(Caller.Of(context), limits.Lists, limits.ListQueue));
        limiter.AddPolicy(Posts, context => AtOnce(Caller.Of(context), limits.Posts, 0));
    }

    static RateLimitPartition<Caller> Rate(Caller caller, RateLimitOptions limits) => caller.IsLoopback
        ? RateLimitPartition.GetNoLimiter(caller)
        : RateLimitPartition.GetTokenBucketLimiter(caller, _ => new()
        {
            TokenLimit = limits.Burst,
            TokensPerPeriod = TokensEach(limits),
            ReplenishmentPeriod = Period(limits),
        });

    // Whole tokens only: below ten per second, one token is added less often.
    static int TokensEach(RateLimitOptions limits) => Math.Max(1, (int)(limits.PerSecond * Replenishment.TotalSeconds));

    static TimeSpan Period(RateLimitOptions limits) => TimeSpan.FromSeconds((double)TokensEach(limits) / limits.PerSecond);

    static RateLimitPartition<Caller> AtOnce(Caller caller, int permits, int queue) =>
        RateLimitPartition.GetConcurrencyLimiter(caller, _ => new() { PermitLimit = permits, QueueLimit = queue });

    static bool Waits(HttpContext context) =>
        context.Request.Headers.ContainsKey("Prefer") || (context.Request.QueryString.HasValue && context.Request.Query.ContainsKey("wait"));
}

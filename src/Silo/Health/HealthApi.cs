using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace OrleansOrders.Silo;

/// <summary><c>/health</c>.</summary>
static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("health").DisableRateLimiting();
        health.MapGet("", Check).WithSummary("Everything that is needed by name, and counts")
            .Produces<HealthView>().Produces<HealthView>(StatusCodes.Status503ServiceUnavailable);
        health.MapGet("/live", Live).WithSummary("Whether the process answers");
        health.MapGet("/ready", Ready).WithSummary("Whether everything that is needed is there")
            .Produces<HealthView>().Produces<HealthView>(StatusCodes.Status503ServiceUnavailable);
    }

    static Ok<LivenessView> Live() => TypedResults.Ok(new LivenessView("ok"));

    static Task<JsonHttpResult<HealthView>> Check(HttpContext http, HealthCheck check, CancellationToken ct) => Answer(http, check, withCounts: true, ct);

    static Task<JsonHttpResult<HealthView>> Ready(HttpContext http, HealthCheck check, CancellationToken ct) => Answer(http, check, withCounts: false, ct);

    static async Task<JsonHttpResult<HealthView>> Answer(HttpContext http, HealthCheck check, bool withCounts, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        var health = await check.Check(withCounts, ct);
        return TypedResults.Json(health, statusCode: health.Status == "ok" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

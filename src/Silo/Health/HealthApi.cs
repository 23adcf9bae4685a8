using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace OrleansOrders.Silo;

/// <summary><c>/health</c>. Not <c>MapHealthChecks</c>, which takes every method and is not in the OpenAPI document.</summary>
static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("health").DisableRateLimiting();
        health.MapGet("", Check).WithSummary("Dependencies and counts")
            .Produces<HealthView>().Produces<HealthView>(StatusCodes.Status503ServiceUnavailable);
        health.MapGet("/live", Live).WithSummary("Liveness");
        health.MapGet("/ready", Ready).WithSummary("Readiness")
            .Produces<HealthView>().Produces<HealthView>(StatusCodes.Status503ServiceUnavailable);
    }

    static Ok<LivenessView> Live() => TypedResults.Ok(new LivenessView("ok"));

    static async Task<JsonHttpResult<HealthView>> Check(
        HttpContext http, HealthCheckService checks, IHostApplicationLifetime host, Statistic<CountsView> counts, CancellationToken ct)
    {
        var report = await checks.CheckHealthAsync(ct);
        return Answer(http, report, host, report.Entries[Health.Postgres].Status is HealthStatus.Healthy ? await counts.Get(ct) : null);
    }

    static async Task<JsonHttpResult<HealthView>> Ready(HttpContext http, HealthCheckService checks, IHostApplicationLifetime host, CancellationToken ct) =>
        Answer(http, await checks.CheckHealthAsync(ct), host, counts: null);

    static JsonHttpResult<HealthView> Answer(HttpContext http, HealthReport report, IHostApplicationLifetime host, CountsView? counts)
    {
        http.Response.Headers.CacheControl = "no-store";

        // Load balancers must stop sending requests as soon as the process is stopping.
        var status = host.ApplicationStopping.IsCancellationRequested ? "stopping" : report.Status is HealthStatus.Healthy ? "ok" : "unavailable";
        var view = new HealthView(status, DependenciesView.Of(report), counts);
        return TypedResults.Json(view, statusCode: status == "ok" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

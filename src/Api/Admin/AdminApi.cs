using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace OrleansOrders.Api;

/// <summary><c>/admin</c>.</summary>
static class AdminApi
{
    /// <summary>Default time that work in progress has to settle before it counts as a violation.</summary>
    static readonly TimeSpan DefaultGrace = TimeSpan.FromMinutes(1);

    /// <summary>Maximum grace, one hour.</summary>
    static readonly TimeSpan MaxGrace = TimeSpan.FromHours(1);

    public static void MapAdmin(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/admin").WithTags("admin").MapGet("/audit", Audit)
            .WithSummary("Audits every invariant")
            .WithDescription("Reads the whole database in one snapshot; clean is false if there are violations. One audit runs at a time: other requests meanwhile get the last report for the same grace, made at the time in at; 503 if there is none.")
            .Takes("grace", Microsoft.OpenApi.ParameterLocation.Query, "Seconds that work in progress may take to settle; 0 for a system at rest; default 60")
            .LimitedAsList().Problems(400, 429, 503);

    static async Task<Results<Ok<AuditView>, ProblemResult>> Audit(HttpContext http, Audits audits, CancellationToken ct)
    {
        var query = new QueryReader(http.Request.Query);
        var grace = query.Seconds("grace", DefaultGrace, MaxGrace);
        if (!query.IsValid) return query.Problem();
        var report = await audits.Run(grace, ct);
        return TypedResults.Ok(AuditView.Of(report));
    }
}

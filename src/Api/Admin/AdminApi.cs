using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using OrleansOrders.Storage;

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
            .WithSummary("Whether every invariant holds")
            .WithDescription("Reads the whole database over one snapshot; clean says whether anything is wrong, violations what. One audit runs at a time: while it does, others get the last report for the same grace, and at says when it was made; 503 where there is none.")
            .Takes("grace", Microsoft.OpenApi.ParameterLocation.Query, "Seconds that things under way may take to settle; 0 for a system at rest, 60 when nothing is said")
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

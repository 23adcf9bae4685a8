using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace OrleansOrders.Api;

/// <summary><c>/notifications</c>.</summary>
static class NotificationsApi
{
    /// <summary>In seconds; a full stream limit does not clear at once.</summary>
    const string RetryAfter = "10";

    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        var notifications = routes.MapGroup("/notifications").WithTags("notifications");
        notifications.MapGet("", List).WithSummary("Notifications, newest first")
            .Takes("customer_id", ParameterLocation.Query, "Only this customer's").TakesPage().LimitedAsList().Problems(400, 429, 503);
        notifications.MapGet("/stream", Stream).WithSummary("A customer's notifications as they happen, as server-sent events")
            .Takes("customer_id", ParameterLocation.Query, "The customer; required")
            .Takes(ServerSentEvents.LastEventId, ParameterLocation.Header, "The id of the last received event; without it the stream begins now")
            .Produces<NotificationView>(StatusCodes.Status200OK, ServerSentEvents.ContentType).Problems(400, 429, 503);
    }

    static async Task<Results<Ok<NotificationsPage>, ProblemResult>> List(HttpContext http, INotificationReads reads, CancellationToken ct)
    {
        var query = new QueryReader(http.Request.Query);
        var customer = query.Value<CustomerId>("customer_id", Identifier.Rule);
        var (limit, cursor) = query.Page(PageList.Notifications);
        if (!query.IsValid) return query.Problem();
        var page = await reads.List(customer, limit, cursor, ct);
        return TypedResults.Ok(new NotificationsPage([.. page.Items.Select(NotificationView.Of)], page.Next?.ToString()));
    }

    static async Task<Results<NotificationStreamResult, ProblemResult>> Stream(
        HttpContext http,
        NotificationHub hub,
        INotificationTail tail,
        IOptions<NotificationStreamOptions> options,
        TimeProvider clock,
        IHostApplicationLifetime host,
        CancellationToken ct)
    {
        var query = new QueryReader(http.Request.Query);
        var errors = new List<FieldError>();
        var customer = query.Value<CustomerId>("customer_id", Identifier.Rule);
        if (customer is null && query.IsValid) errors.Add(new("customer_id", FieldErrorCodes.Required, "is required"));
        if (!ServerSentEvents.TryParseId(http.Request.Headers[ServerSentEvents.LastEventId], out var after))
            errors.Add(new(ServerSentEvents.LastEventId, FieldErrorCodes.Invalid, "must be the id of an event of this stream"));
        if (customer is not { } whose || !query.IsValid || errors.Count > 0) return ProblemResult.Invalid([.. query.Errors, .. errors]);

        if (hub.Add(whose, Caller.Of(http), out var subscription) is { } refusal) return Refused(http, refusal);
        return new NotificationStreamResult(await NotificationStream.Open(hub, tail, subscription, after, ct), options.Value, clock, host.ApplicationStopping);
    }

    static ProblemResult Refused(HttpContext http, StreamRefusal refusal)
    {
        http.Response.Headers.RetryAfter = RetryAfter;
        return refusal switch
        {
            StreamRefusal.Process => new(ProblemKinds.Unavailable, "This instance serves as many streams as it may."),
            StreamRefusal.Customer => new(ProblemKinds.TooManyRequests, "The customer has as many streams here as one may have."),
            StreamRefusal.Caller => new(ProblemKinds.TooManyRequests, "As many streams as one address may have here are open."),
            _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
        };
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Api;

/// <summary><c>/notifications</c>.</summary>
static class NotificationsApi
{
    public static void MapNotifications(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/notifications", List).WithTags("notifications").WithSummary("What customers were told, newest first")
            .Takes("customer_id", ParameterLocation.Query, "Only this customer's").TakesPage().Problems(400, 503);

    static async Task<Results<Ok<NotificationsPage>, ProblemResult>> List(HttpContext http, INotificationReads reads, CancellationToken ct)
    {
        var query = new QueryReader(http.Request.Query);
        var customer = query.Value<CustomerId>("customer_id", Identifier.Rule);
        var (limit, cursor) = query.Page(PageList.Notifications);
        if (!query.IsValid) return query.Problem();
        var page = await reads.List(customer, limit, cursor, ct);
        return TypedResults.Ok(new NotificationsPage([.. page.Items.Select(NotificationView.Of)], page.Next?.ToString()));
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace OrleansOrders.Api;

/// <summary><c>/orders</c>. <c>/order</c> is an alias for clients that already use it.</summary>
static class OrdersApi
{
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("").WithTags("orders");
        foreach (var path in (string[])["/orders", "/order"])
        {
            orders.MapPost(path, Post)
                .WithSummary("Places an order")
                .WithDescription("Answers once the order is persisted. The same content again is answered 200 with Idempotent-Replayed: true.")
                .TakesBody<OrderRequest>()
                .Takes(IdempotencyKeyHeader.Name, ParameterLocation.Header, "1 to 255 visible characters; identifies this order permanently")
                .Takes("Prefer", ParameterLocation.Header, "wait=N: waits up to N seconds for a final state")
                .LimitedAsPost().Problems(400, 409, 413, 415, 422, 429, 503);
            orders.MapGet(path + "/{id}", Get)
                .WithSummary("An order")
                .Takes("wait", ParameterLocation.Query, "Waits up to N seconds for a final state")
                .Takes("If-None-Match", ParameterLocation.Header, "The ETag of the client's copy")
                .Produces(StatusCodes.Status304NotModified).Problems(400, 404, 429, 503);
            orders.MapPost(path + "/{id}/cancel", Cancel)
                .WithSummary("Cancels an order")
                .WithDescription("200: the order is cancelled, now or earlier. 202: the cancellation is in progress; read the order later. 409: the order is final.")
                .Takes("Prefer", ParameterLocation.Header, "wait=N: waits up to N seconds for the outcome")
                .LimitedAsPost().Problems(404, 409, 429, 503);
        }

        orders.MapGet("/orders", List)
            .WithSummary("Orders, newest first")
            .Takes("customer_id", ParameterLocation.Query, "Only this customer's")
            .Takes("status", ParameterLocation.Query, "Only orders with this status")
            .TakesPage().LimitedAsList().Problems(400, 429, 503);
    }

    static async Task<Results<Created<OrderView>, Ok<OrderView>, ProblemResult>> Post(
        HttpContext http, OrderIntake intake, OrderWaiter waiter, IOptions<ApiOptions> options, CancellationToken ct)
    {
        var keyHeader = http.Request.Headers[IdempotencyKeyHeader.Name];
        if (!IdempotencyKeyHeader.TryRead(keyHeader, out var key, out var keyError)) return ProblemResult.Invalid([keyError!]);
        var (body, bodyProblem) = await RequestBody.Read(http.Request, ct);
        if (bodyProblem is not null) return bodyProblem;

        var result = await intake.Post(body, key, ct);
        if (result is not Intake.Accepted accepted) return ProblemOf(result);
        var order = await WaitAsPreferred(http, accepted.Order, waiter, options.Value.MaxWait, ct);
        http.Response.Headers.ETag = ETagOf(order);
        if (!accepted.Replayed) return TypedResults.Created($"/orders/{order.Id}", OrderView.Of(order));
        http.Response.Headers["Idempotent-Replayed"] = "true";
        return TypedResults.Ok(OrderView.Of(order));
    }

    static ProblemResult ProblemOf(Intake result) => result switch
    {
        Intake.Invalid invalid => ProblemResult.Invalid(invalid.Errors),
        Intake.Refused refused => new(ProblemKinds.Of(refused.Refusal)),
        _ => new(ProblemKinds.IdempotencyKeyReused),
    };

    static async Task<Results<Ok<OrderView>, StatusCodeHttpResult, ProblemResult>> Get(
        string id, HttpContext http, IOrderReads reads, OrderWaiter waiter, IOptions<ApiOptions> options, CancellationToken ct)
    {
        var query = new QueryReader(http.Request.Query);
        var wait = query.Wait(options.Value.MaxWait);
        if (!query.IsValid) return query.Problem();

        // A text that is not a valid id cannot be the id of an order.
        if (!OrderId.TryParse(id, null, out var orderId) || await reads.Find(orderId, ct) is not { } order)
            return new ProblemResult(ProblemKinds.OrderNotFound);

        order = await waiter.Wait(order, wait, ct);
        var etag = ETagOf(order);
        http.Response.Headers.ETag = etag;

        // Clients must revalidate, because the order changes.
        http.Response.Headers.CacheControl = "no-cache";
        return IfNoneMatch.Holds(http.Request.Headers.IfNoneMatch, etag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(OrderView.Of(order));
    }

    static async Task<Results<Ok<OrderView>, Accepted<OrderView>, ProblemResult>> Cancel(
        string id, HttpContext http, OrderCancellation cancellation, IOptions<ApiOptions> options, CancellationToken ct)
    {
        if (!OrderId.TryParse(id, null, out var orderId)) return new ProblemResult(ProblemKinds.OrderNotFound);
        var wait = PreferHeader.Wait(http.Request.Headers["Prefer"], options.Value.MaxWait) ?? options.Value.CancelWait;
        if (await cancellation.Cancel(orderId, wait, ct) is not { } order) return new ProblemResult(ProblemKinds.OrderNotFound);

        http.Response.Headers.ETag = ETagOf(order);
        if (order.Status is OrderStatus.Cancelled) return TypedResults.Ok(OrderView.Of(order));
        return order.IsFinal ? new ProblemResult(ProblemKinds.TooLate) : TypedResults.Accepted($"/orders/{order.Id}", OrderView.Of(order));
    }

    static async Task<Results<Ok<OrdersPage>, ProblemResult>> List(HttpContext http, IOrderReads reads, CancellationToken ct)
    {
        var query = new QueryReader(http.Request.Query);
        var customer = query.Value<CustomerId>("customer_id", Identifier.Rule);
        var status = query.Name<OrderStatus>("status");
        var (limit, cursor) = query.Page(PageList.Orders);
        if (!query.IsValid) return query.Problem();
        var page = await reads.List(new() { CustomerId = customer, Status = status, Limit = limit, Cursor = cursor }, ct);
        return TypedResults.Ok(new OrdersPage([.. page.Items.Select(OrderView.Of)], page.Next?.ToString()));
    }

    static async Task<Order> WaitAsPreferred(HttpContext http, Order order, OrderWaiter waiter, TimeSpan max, CancellationToken ct)
    {
        if (PreferHeader.Wait(http.Request.Headers["Prefer"], max) is not { } wait) return order;
        http.Response.Headers["Preference-Applied"] = FormattableString.Invariant($"wait={wait.TotalSeconds:0}");
        return await waiter.Wait(order, wait, ct);
    }

    static string ETagOf(Order order) => FormattableString.Invariant($"\"{order.Version}\"");
}

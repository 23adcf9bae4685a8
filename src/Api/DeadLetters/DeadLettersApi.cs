using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace OrleansOrders.Api;

/// <summary><c>/dead-letters</c>.</summary>
static class DeadLettersApi
{
    public static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        var letters = routes.MapGroup("/dead-letters").WithTags("dead letters");
        letters.MapGet("", List)
            .WithSummary("Dead letters, oldest first, and their causes")
            .Takes("queue", ParameterLocation.Query, "Only letters of this queue")
            .Takes("reason", ParameterLocation.Query, "Only letters with this reason")
            .Takes("limit", ParameterLocation.Query, $"Letters shown, 1 to {QueryReader.MaxLimit}; default {QueryReader.DefaultLimit}. Groups count all matching letters")
            .LimitedAsList().Problems(400, 429, 503);
        letters.MapGet("/{id}", Get).WithSummary("A dead letter with its whole body").LimitedAsList().Problems(404, 429, 503);
        letters.MapDelete("/{id}", Delete).WithSummary("Deletes a dead letter permanently").LimitedAsPost().Problems(404, 429, 503);
        letters.MapPost("/{id}/dry-run", DryRun)
            .WithSummary("Predicts the result of a replay")
            .WithDescription("Applies the parser and the rules of the letter's queue, and changes nothing.")
            .LimitedAsPost().Problems(404, 429, 503);
        letters.MapPost("/{id}/replay", Replay)
            .WithSummary("Replays a dead letter")
            .WithDescription("The letter is removed once the broker has confirmed its copy. A body in the request replaces the letter's body.")
            .TakesBody<ReplayOneRequest>(required: false)
            .Takes(RequestedByHeader.Name, ParameterLocation.Header, RequestedByHeader.Description)
            .LimitedAsPost().Problems(400, 404, 409, 413, 415, 429, 503);
        letters.MapPost("/replay", ReplayMany)
            .WithSummary("Replays several dead letters")
            .WithDescription("Takes either ids or a group: at least one of queue, reason and error.")
            .TakesBody<ReplayRequest>()
            .Takes(RequestedByHeader.Name, ParameterLocation.Header, RequestedByHeader.Description)
            .LimitedAsPost().Problems(400, 413, 415, 429, 503);
    }

    static async Task<Results<Ok<DeadLettersPage>, ProblemResult>> List(HttpContext http, IDeadLetterDesk desk, CancellationToken ct)
    {
        var query = new QueryReader(http.Request.Query);
        var filter = new DeadLetterFilter(query.Text("queue"), query.Text("reason"));
        var limit = query.Limit();
        if (!query.IsValid) return query.Problem();
        return TypedResults.Ok(DeadLettersPage.Of(await desk.List(filter, limit, ct)));
    }

    static async Task<Results<Ok<DeadLetterView>, ProblemResult>> Get(string id, IDeadLetterDesk desk, CancellationToken ct) =>
        await Find(id, desk, ct) is { } letter ? TypedResults.Ok(DeadLetterView.Of(letter)) : NotFound();

    static async Task<Results<NoContent, ProblemResult>> Delete(string id, IDeadLetterDesk desk, CancellationToken ct) =>
        Guid.TryParse(id, out var letterId) && await desk.Delete(letterId, ct) ? TypedResults.NoContent() : NotFound();

    static async Task<Results<Ok<DryRunView>, ProblemResult>> DryRun(string id, IDeadLetterDesk desk, IDeadLetterDryRun dryRun, CancellationToken ct) =>
        await Find(id, desk, ct) is { } letter ? TypedResults.Ok(await dryRun.Try(letter, ct)) : NotFound();

    static async Task<Results<Ok<ReplayedView>, ProblemResult>> Replay(string id, HttpContext http, IDeadLetterDesk desk, CancellationToken ct)
    {
        var (body, bodyProblem) = await RequestBody.Read(http.Request, ct);
        if (bodyProblem is not null) return bodyProblem;
        var (edited, errors) = ReplayRequestParser.ParseOne(body);
        if (errors.Count > 0) return ProblemResult.Invalid(errors);
        if (!Guid.TryParse(id, out var letterId)) return NotFound();

        return await desk.Replay(letterId, edited, RequestedByHeader.Of(http.Request), ct) switch
        {
            ReplayOutcome.Replayed => TypedResults.Ok(new ReplayedView(1)),
            ReplayOutcome.NotFound => NotFound(),
            ReplayOutcome.NoOrigin => new ProblemResult(ProblemKinds.DeadLetterWithoutOrigin),
            _ => ProblemResult.Invalid(
                [new("body", FieldErrorCodes.TooLarge, $"cannot replace an original of more than {MessageHeaders.MaxOriginalBody} bytes, which would be lost: publish a message of your own, and delete this one")]),
        };
    }

    static async Task<Results<Ok<ReplayReportView>, ProblemResult>> ReplayMany(HttpContext http, IDeadLetterDesk desk, CancellationToken ct)
    {
        var (body, bodyProblem) = await RequestBody.Read(http.Request, ct);
        if (bodyProblem is not null) return bodyProblem;
        var (request, errors) = ReplayRequestParser.ParseMany(body);
        if (request is null) return ProblemResult.Invalid(errors);

        var by = RequestedByHeader.Of(http.Request);
        if (request.Ids is not { } ids) return TypedResults.Ok(ReplayReportView.Of(await desk.Replay(new DeadLetterFilter(request.Queue, request.Reason, request.Error), by, ct), []));

        // A text that is not a UUID cannot be the id of a letter.
        var known = ids.Where(id => Guid.TryParse(id, out _)).Select(Guid.Parse).ToHashSet();
        return TypedResults.Ok(ReplayReportView.Of(await desk.Replay(known, by, ct), ids.Where(id => !Guid.TryParse(id, out _))));
    }

    static async Task<DeadLetter?> Find(string id, IDeadLetterDesk desk, CancellationToken ct) =>
        Guid.TryParse(id, out var letterId) ? await desk.Find(letterId, ct) : null;

    static ProblemResult NotFound() => new(ProblemKinds.DeadLetterNotFound);
}

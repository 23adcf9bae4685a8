using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace OrleansOrders.Api;

/// <summary>An error in RFC 9457 format; every error of this API has this format.</summary>
public sealed record ProblemDocument
{
    /// <summary><c>urn:orleansorders:problem:</c> and the code.</summary>
    public required string Type { get; init; }

    /// <summary>The same for every problem of this type.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>Details of this occurrence.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>The stable code.</summary>
    public required string Code { get; init; }

    /// <summary>All errors of an invalid request. A field is a path into the body, a query parameter or a header.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FieldError>? Errors { get; init; }

    /// <summary>Identifies the failure in logs and traces, for internal errors.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }
}

/// <summary>
/// Returns a problem document. It contains only the given details of a failure. Not the framework's <c>ProblemHttpResult</c>, which writes
/// with the encoder of normal replies, and without some of the fields if the client does not accept JSON.
/// </summary>
sealed class ProblemResult(ProblemKind kind, string? detail = null, IReadOnlyList<FieldError>? errors = null) : IResult, IStatusCodeHttpResult
{
    public const string ContentType = "application/problem+json";

    /// <summary><c>Retry-After</c> of a 503, in seconds: a failover or a restart takes about that long.</summary>
    const int RetryAfterSeconds = 2;

    public int? StatusCode => kind.Status;

    /// <summary>A 400 that lists every error.</summary>
    public static ProblemResult Invalid(IReadOnlyList<FieldError> errors) => new(ProblemKinds.InvalidRequest, FieldErrors.Describe([.. errors]), errors);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = kind.Status;
        response.ContentType = ContentType;
        if (kind == ProblemKinds.Unavailable) response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        var document = new ProblemDocument
        {
            Type = kind.Type,
            Title = kind.Title,
            Status = kind.Status,
            Detail = detail,
            Code = kind.Code,
            Errors = errors,
            TraceId = kind.Status < 500 ? null : Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier,
        };
        return JsonSerializer.SerializeAsync(response.Body, document, ApiJson.Escaped.ProblemDocument, httpContext.RequestAborted);
    }
}

using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrleansOrders.Contracts;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Api;

/// <summary>Returns a problem document. It contains only the given details of a failure.</summary>
sealed class ProblemResult(ProblemKind kind, string? detail = null, IReadOnlyList<FieldError>? errors = null) : IResult, IStatusCodeHttpResult
{
    public const string ContentType = "application/problem+json";

    /// <summary><c>Retry-After</c> of a 503, in seconds: a failover or a restart takes about that long.</summary>
    public const int RetryAfterSeconds = 2;

    public ProblemKind Kind => kind;

    public string? Detail => detail;

    public IReadOnlyList<FieldError>? Errors => errors;

    public int? StatusCode => kind.Status;

    /// <summary>A 400 that lists every error.</summary>
    public static ProblemResult Invalid(IReadOnlyList<FieldError> errors) =>
        new(ProblemKinds.InvalidRequest, FieldErrors.Describe([.. errors]), errors);

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
            TraceId = kind.Status >= 500 ? TraceId(httpContext) : null,
        };
        return JsonSerializer.SerializeAsync(response.Body, document, ApiJson.Escaped.ProblemDocument, httpContext.RequestAborted);
    }

    static string TraceId(HttpContext httpContext) => System.Diagnostics.Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier;
}

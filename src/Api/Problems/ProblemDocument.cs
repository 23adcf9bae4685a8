using System.Text.Json.Serialization;
using OrleansOrders.Contracts;
using OrleansOrders.RabbitMq;

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

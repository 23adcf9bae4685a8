using System.Text.Json.Serialization;
using OrleansOrders.Contracts;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Api;

/// <summary>An error as RFC 9457 has it; every error of this API has this shape.</summary>
public sealed record ProblemDocument
{
    /// <summary><c>urn:orleansorders:problem:</c> and the code.</summary>
    public required string Type { get; init; }

    /// <summary>The same for every problem of this type.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What is the matter this time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>The stable code.</summary>
    public required string Code { get; init; }

    /// <summary>
    /// Everything that is wrong with the request, where that is the problem; the field is a path into the body, a query parameter or a header.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FieldError>? Errors { get; init; }

    /// <summary>Finds the failure in the logs and traces, where the fault is ours.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OrleansOrders.Api;

/// <summary>Describes endpoints for the OpenAPI document.</summary>
static class EndpointConventions
{
    /// <summary>The problems that the endpoint may return.</summary>
    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) endpoint.Produces<ProblemDocument>(status, ProblemResult.ContentType);
        return endpoint;
    }

    /// <summary>
    /// A JSON body, for the OpenAPI document only: <c>Accepts</c> would reject every request without the right content type. Bodies above
    /// the limit are read to their end, so the server's own limit is higher.
    /// </summary>
    public static RouteHandlerBuilder TakesBody<T>(this RouteHandlerBuilder endpoint, bool required = true) => endpoint
        .WithMetadata(new BodyLimit(RequestBody.MaxDrainedBytes))
        .AddOpenApiOperationTransformer(async (operation, context, ct) => operation.RequestBody = new OpenApiRequestBody
        {
            Required = required,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new() { Schema = await context.GetOrCreateSchemaAsync(typeof(T), null, ct) },
            },
        });

    /// <summary>The parameters of every list.</summary>
    public static RouteHandlerBuilder TakesPage(this RouteHandlerBuilder endpoint) => endpoint
        .Takes("limit", ParameterLocation.Query, $"Entries of a page, 1 to {QueryReader.MaxLimit}; default {QueryReader.DefaultLimit}")
        .Takes("cursor", ParameterLocation.Query, "The next_cursor of the previous page");

    /// <summary>A query parameter or header that the handler reads itself.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, string name, ParameterLocation where, string description) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = where,
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
            return Task.CompletedTask;
        });
}

/// <summary>The server's own limit for a body, in bytes.</summary>
sealed class BodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => bytes;
}

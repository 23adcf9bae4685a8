using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Api;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>.</summary>
static class OpenApiServices
{
    public const string DocumentName = "v1";

    public static void AddOrdersOpenApi(this IServiceCollection services) => services.AddOpenApi(DocumentName, options =>
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "OrleansOrders",
                Version = DocumentName,
                Description = "Orders and stock. Errors are RFC 9457 problem documents with a stable code.",
            };

            // No server address: behind a proxy this process's address would be wrong.
            document.Servers = [];
            return Task.CompletedTask;
        }));
}

using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Hosting;

/// <summary>What every process has in common as an HTTP server.</summary>
static class HttpServices
{
    public static IServiceCollection AddOrdersHttp(this IServiceCollection services)
    {
        services.AddSingleton<IStartupFilter, HeadRequests>();

        // A bare status, as for every request that the server refuses before it reaches an endpoint.
        services.Configure<HostFilteringOptions>(hosts => hosts.IncludeFailureMessage = false);
        return services;
    }
}

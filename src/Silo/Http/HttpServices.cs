using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using IPNetwork = System.Net.IPNetwork;

namespace OrleansOrders.Silo;

/// <summary>
/// The HTTP server settings of every process. Reads the sections <c>Http</c>, <c>Kestrel:Limits</c> and <c>ForwardedHeaders</c>.
/// </summary>
static class HttpServices
{
    /// <summary>
    /// Proxies usually close idle connections after 60 s. The server must keep them longer, or a request may meet a closing connection.
    /// </summary>
    static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(65);

    /// <summary>Timeout for receiving the headers of a request.</summary>
    static readonly TimeSpan Headers = TimeSpan.FromSeconds(10);

    /// <summary>Maximum size of a request body in bytes, unless the endpoint sets another.</summary>
    const long MaxBody = 256 * 1024;

    public static IServiceCollection AddOrdersHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IStartupFilter, HeadRequests>();

        // A bare status, as for every request that the server rejects before it reaches an endpoint.
        services.Configure<HostFilteringOptions>(hosts => hosts.IncludeFailureMessage = false);
        services.AddForwardedHeaders(configuration);
        services.AddValidatedOptions<ConnectionOptions, SiloOptionsValidator>(configuration, ConnectionOptions.Section);
        services.AddSingleton<ConnectionGate>();
        services.AddOptions<KestrelServerOptions>().Configure<ConnectionGate>((kestrel, gate) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.KeepAliveTimeout = KeepAlive;
            kestrel.Limits.RequestHeadersTimeout = Headers;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            configuration.GetSection("Kestrel:Limits").Bind(kestrel.Limits);
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(gate.Before));
        });
        return services;
    }

    // Off unless a proxy is trusted: any client could otherwise choose its own address.
    static void AddForwardedHeaders(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("ForwardedHeaders");
        var proxies = Read<IPAddress>(section.GetSection("KnownProxies"));
        var networks = Read<IPNetwork>(section.GetSection("KnownNetworks"));
        if (proxies.Count + networks.Count == 0) return;
        services.AddSingleton<IStartupFilter, ForwardedAddresses>();
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in proxies) options.KnownProxies.Add(proxy);
            foreach (var network in networks) options.KnownIPNetworks.Add(network);
        });
    }

    static List<T> Read<T>(IConfigurationSection section)
        where T : IParsable<T> =>
        [.. (section.Get<string[]>() ?? []).Select(text => T.TryParse(text, null, out var value) ? value : throw new StartupException($"{section.Path} has '{text}'; it must be an {typeof(T).Name}."))];

    sealed class ForwardedAddresses : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app => next(app.UseForwardedHeaders());
    }
}

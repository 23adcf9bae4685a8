using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans;

namespace OrleansOrders.Embedded;

/// <summary>Hosts grains in this process.</summary>
public static class EmbeddedGrainsExtensions
{
    /// <summary>
    /// Registers <see cref="IGrainFactory"/>, <see cref="IGrainStatistics"/> and a hosted service that checks every grain class at start
    /// and drains at stop. Hosted services that call grains are registered after this. Storage providers are keyed
    /// <see cref="Orleans.Storage.IGrainStorage"/> services under their name. The clock is the registered <see cref="TimeProvider"/>, else the system's.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is an engine already.</exception>
    public static IServiceCollection AddEmbeddedGrains(this IServiceCollection services, Action<EmbeddedOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(service => service.ServiceType == typeof(GrainEngine)))
            throw new InvalidOperationException("One host has one grain engine.");
        services.AddLogging();
        services.AddMetrics();
        services.AddOptions<EmbeddedOptions>().Configure(configure);
        services.AddSingleton<IValidateOptions<EmbeddedOptions>, EmbeddedOptionsRules>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<GrainInstruments>();
        services.AddSingleton<GrainEngine>();
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainEngine>());
        services.AddSingleton<IGrainStatistics>(provider => provider.GetRequiredService<GrainEngine>());
        services.AddSingleton<IHostedService, GrainEngineService>();
        return services;
    }
}

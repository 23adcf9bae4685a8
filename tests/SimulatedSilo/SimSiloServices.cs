using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Serializers;
using Orleans.Timers;

namespace SimulatedSilo;

/// <summary>Puts a simulated silo into the container of a process.</summary>
public static class SimSiloServices
{
    /// <summary>
    /// Registers <see cref="SimSilo"/>, also as a hosted service, and the services that grains and Orleans' state facet need. The container must hold a <see cref="TimeProvider"/>,
    /// and under its name each <see cref="Orleans.Storage.IGrainStorage"/> that a grain uses.
    /// </summary>
    public static IServiceCollection AddSimulatedSilo(this IServiceCollection services, GrainCatalog catalog, SimSiloOptions options)
    {
        services.AddSingleton(provider => new SimSilo(provider, catalog, options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<SimSilo>());
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<SimSilo>().Factory);
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<SimSilo>().Factory);
        services.AddSingleton<IGrainRuntime>(provider => provider.GetRequiredService<SimSilo>());
        services.TryAddKeyedSingleton(KeyedService.AnyKey, (provider, _) => provider.GetRequiredService<TimeProvider>());
        services.AddSingleton<ITimerRegistry, TimerRegistry>();
        services.AddSingleton<IGrainContextAccessor, SimContextAccessor>();
        services.AddScoped(_ => OrleansInternals.CurrentTurn ?? throw new InvalidOperationException("The grain context exists only in a grain's turn."));

        services.AddSingleton<IPersistentStateFactory, PersistentStateFactory>();
        services.AddSingleton<IActivatorProvider>(catalog.Codecs);
        services.AddSingleton(OrleansInternals.StorageInstruments, catalog.StorageInstruments);
        services.TryAddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        return services;
    }

    sealed class SimContextAccessor : IGrainContextAccessor
    {
        public IGrainContext GrainContext => OrleansInternals.CurrentTurn
            ?? throw new NotSupportedException("The grain context is asked for outside of a grain's turn. Orleans returns its hosted client there. The simulated silo does not model that.");
    }
}

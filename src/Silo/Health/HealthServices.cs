using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Silo;

/// <summary>Health and metrics, in every process regardless of its roles.</summary>
static class HealthServices
{
    /// <summary>
    /// Registers the services of the endpoints. The host must also register <c>NpgsqlDataSource</c> (and the one for membership under the
    /// key <c>ClusterSettings</c>), <c>AddRabbitMq</c> and the check <see cref="Health.Grains"/>. Reads the section <c>Health</c>.
    /// </summary>
    public static IServiceCollection AddOrdersHealth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<HealthOptions, SiloOptionsValidator>(configuration, HealthOptions.Section);
        services.AddMetrics();
        services.AddSingleton(provider => new MetricSet(MetricSet.DefaultMeters, provider.GetRequiredService<IMeterFactory>()));

        // Created at start, so that measurements before the first scrape are counted.
        services.AddHostedService(provider => provider.GetRequiredService<MetricSet>());
        services.TryAddSingleton<IDatabaseProbe, PostgresProbe>();
        services.AddStatistic<CountsView>(provider => provider.GetRequiredService<IDatabaseProbe>().Count);
        services.AddStatistic<Dictionary<string, QueueDepth>>(provider => provider.GetRequiredService<IQueueInspector>().Depths);
        services.AddHealthChecks()
            .AddCheck<PostgresHealth>(Health.Postgres).AddCheck<RabbitMqHealth>(Health.RabbitMq).AddCheck<ConsumersHealth>(Health.Consumers);
        services.AddOptions<HealthCheckServiceOptions>().PostConfigure<IOptions<HealthOptions>>((checks, health) =>
        {
            foreach (var check in checks.Registrations) check.Timeout = health.Value.Timeout;
        });
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, HealthJson.Default);
        });
        return services;
    }

    /// <summary>Maps <c>/health</c> and <c>/metrics</c>.</summary>
    public static void MapOrdersHealth(this WebApplication app)
    {
        app.MapHealth();
        app.MapMetrics();
    }

    static void AddStatistic<T>(this IServiceCollection services, Func<IServiceProvider, Func<CancellationToken, Task<T>>> read)
        where T : class =>
        services.AddSingleton(provider => new Statistic<T>(
            read(provider), provider.GetRequiredService<IOptions<HealthOptions>>(), provider.GetRequiredService<TimeProvider>()));
}

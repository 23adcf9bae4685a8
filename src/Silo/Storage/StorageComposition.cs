using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Npgsql;

namespace OrleansOrders.Silo;

/// <summary>
/// PostgreSQL: one pool per process, a small one for cluster membership, and a connection for audits. The schema is migrated before
/// anything else starts.
/// </summary>
static class StorageComposition
{
    public static void AddStorage(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddDataSource();
        services.AddValidatedOptions<GroupCommitOptions, SiloOptionsValidator>(builder.Configuration, GroupCommitOptions.Section);
        services.AddValidatedOptions<StockLedgerOptions, SiloOptionsValidator>(builder.Configuration, StockLedgerOptions.Section);
        services.AddValidatedOptions<OrderOptions, SiloOptionsValidator>(builder.Configuration, OrderOptions.Section);
        services.AddValidatedOptions<InventoryOptions, SiloOptionsValidator>(builder.Configuration, InventoryOptions.Section);

        services.AddSingleton(TimeProvider.System);
        services.AddGrainRetry();
        services.AddKeyedSingleton(nameof(Auditor), (provider, _) => StorageDataSource.CreateForAudits(ConnectionString(builder), OptionsOf(provider)));
        services.AddSingleton(provider => PostgresSessions.Of(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton<IWriteHealth>(provider => provider.GetRequiredService<PostgresSessions>());
        services.AddHostedService<SchemaMigration>();
        services.AddSingleton<IHealthCheckPublisher, DatabaseWatch>();
        services.Configure<HealthCheckPublisherOptions>(publishing =>
        {
            publishing.Predicate = check => check.Name == Health.Postgres;
            publishing.Delay = publishing.Period = DatabaseWatch.Interval;
        });
        services.AddSingleton(provider => new GroupCommitGrainStorage(
            provider.GetRequiredService<NpgsqlDataSource>(), new JsonSerializerOptions(StoredJson.Default.Options), provider.GetRequiredService<IOptions<GroupCommitOptions>>().Value));
        services.AddSingleton<IStockLedger>(provider => new PostgresStockLedger(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<IOptions<StockLedgerOptions>>().Value));
        services.AddReaders();
    }

    /// <summary>Registers only the pool of the process.</summary>
    public static void AddDataSource(this WebApplicationBuilder builder)
    {
        var connectionString = ConnectionString(builder);
        builder.Services.AddValidatedOptions<StorageOptions, SiloOptionsValidator>(builder.Configuration, StorageOptions.Section);
        builder.Services.AddSingleton(provider => StorageDataSource.Create(connectionString, OptionsOf(provider)));
    }

    /// <summary>Registers the pool for cluster membership, under the key <see cref="ClusterSettings"/>.</summary>
    public static void AddMembersStorage(this WebApplicationBuilder builder, int connections)
    {
        builder.Services.AddValidatedOptions<ClusterSettings, SiloOptionsValidator>(builder.Configuration, ClusterSettings.Section);
        builder.Services.AddKeyedSingleton(
            nameof(ClusterSettings), (provider, _) => StorageDataSource.CreateForMembers(ConnectionString(builder), connections, OptionsOf(provider)));
    }

    static string ConnectionString(WebApplicationBuilder builder) => builder.Configuration.GetConnectionString("Postgres") is { } given && !string.IsNullOrWhiteSpace(given)
        ? given
        : throw new StartupException("ConnectionStrings:Postgres is not set (environment variable ConnectionStrings__Postgres).");

    static StorageOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<StorageOptions>>().Value;
}

using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using OrleansOrders.Grains;
using OrleansOrders.Storage;

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
        var connectionString = ConnectionString(builder.Configuration);
        if (string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString("RabbitMq")))
        {
            throw new StartupException("ConnectionStrings:RabbitMq is not set (environment variable ConnectionStrings__RabbitMq).");
        }

        var groupCommit = builder.Configuration.GetSection(GroupCommitOptions.Section).Get<GroupCommitOptions>() ?? new();
        var stockLedger = builder.Configuration.GetSection(StockLedgerOptions.Section).Get<StockLedgerOptions>() ?? new();
        services.AddOptions<OrderOptions>().Bind(builder.Configuration.GetSection(OrderOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<InventoryOptions>().Bind(builder.Configuration.GetSection(InventoryOptions.Section)).ValidateDataAnnotations().ValidateOnStart();

        services.AddSingleton(TimeProvider.System);
        services.AddGrainRetry();
        services.AddSingleton(_ => StorageDataSource.Create(connectionString, Options(builder.Configuration)));
        services.AddKeyedSingleton(nameof(Auditor), (_, _) => StorageDataSource.CreateForAudits(connectionString, Options(builder.Configuration)));
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
            provider.GetRequiredService<NpgsqlDataSource>(), new JsonSerializerOptions(StoredJson.Default.Options), groupCommit));
        services.AddSingleton<IStockLedger>(provider => new PostgresStockLedger(provider.GetRequiredService<NpgsqlDataSource>(), stockLedger));
        services.AddReaders();
    }

    /// <summary>Registers the pool for cluster membership, under the key <see cref="ClusterSettings"/>.</summary>
    public static void AddMembersStorage(this WebApplicationBuilder builder, int connections) => builder.Services.AddKeyedSingleton(
        nameof(ClusterSettings), (_, _) => StorageDataSource.CreateForMembers(ConnectionString(builder.Configuration), connections, Options(builder.Configuration)));

    /// <summary>A data source with the same settings, for a command that needs only the database.</summary>
    public static NpgsqlDataSource DataSource(IConfiguration configuration) => StorageDataSource.Create(ConnectionString(configuration), Options(configuration));

    static string ConnectionString(IConfiguration configuration) => configuration.GetConnectionString("Postgres") is { } given && !string.IsNullOrWhiteSpace(given)
        ? given
        : throw new StartupException("ConnectionStrings:Postgres is not set (environment variable ConnectionStrings__Postgres).");

    static StorageOptions Options(IConfiguration configuration) => configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new();
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OrleansOrders.Grains;

namespace OrleansOrders.Hosting;

/// <summary>Runs first: nothing touches the database before it has this version's schema.</summary>
sealed class SchemaMigration(NpgsqlDataSource dataSource, ILogger<SchemaMigration> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Migrator.Migrate(dataSource, logger, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

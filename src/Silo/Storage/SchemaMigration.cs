using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace OrleansOrders.Silo;

/// <summary>Runs first: no other service uses the database before it is reachable and has this version's schema.</summary>
sealed class SchemaMigration(NpgsqlDataSource dataSource, ILogger<SchemaMigration> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await PooledTransactions.Refuse(dataSource, cancellationToken);
        await Migrator.Migrate(dataSource, logger, cancellationToken);
        await ServiceRights.Check(dataSource, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

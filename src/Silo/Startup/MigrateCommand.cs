using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace OrleansOrders.Silo;

/// <summary>
/// <c>--migrate</c>: migrates the database's schema and exits, so that only this command's role needs the rights for it. Exit code 0 if the
/// schema is up to date; otherwise 1 and the reason.
/// </summary>
static class MigrateCommand
{
    public const string Option = "--migrate";

    public static async Task<int> Run(WebApplicationBuilder builder)
    {
        builder.AddDataSource();
        await using var app = builder.Build();
        var dataSource = app.Services.GetRequiredService<NpgsqlDataSource>();
        await PooledTransactions.Refuse(dataSource, CancellationToken.None);
        await Migrator.Migrate(dataSource, app.Logger, CancellationToken.None);
        await Console.Out.WriteLineAsync("The schema is up to date.");
        return 0;
    }
}

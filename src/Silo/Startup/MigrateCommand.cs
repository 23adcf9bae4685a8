using Microsoft.AspNetCore.Builder;
using OrleansOrders.Storage;

namespace OrleansOrders.Silo;

/// <summary>
/// <c>--migrate</c>: migrates the database's schema and exits, so that only this command's role needs the rights for it. Exit code 0 if the
/// schema is up to date; otherwise 1 and the reason.
/// </summary>
static class MigrateCommand
{
    const string Option = "--migrate";

    public static bool IsAsked(string[] args) => args.Contains(Option);

    /// <summary>The other arguments.</summary>
    public static string[] Rest(string[] args) => [.. args.Where(arg => arg != Option)];

    public static async Task<int> Run(WebApplicationBuilder builder)
    {
        await using var dataSource = StorageComposition.DataSource(builder.Configuration);
        await using var app = builder.Build();
        await PooledTransactions.Refuse(dataSource, CancellationToken.None);
        await Migrator.Migrate(dataSource, app.Logger, CancellationToken.None);
        await Console.Out.WriteLineAsync("The schema is up to date.");
        return 0;
    }
}

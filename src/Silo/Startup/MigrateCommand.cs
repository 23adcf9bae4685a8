using Microsoft.AspNetCore.Builder;
using OrleansOrders.Storage;

namespace OrleansOrders.Silo;

/// <summary>
/// <c>--migrate</c>: brings the database's schema up to date and ends, so that only the role of this command needs the right to. Exit code 0 when it is
/// up to date; else 1 and the reason.
/// </summary>
static class MigrateCommand
{
    const string Option = "--migrate";

    public static bool IsAsked(string[] args) => args.Contains(Option);

    /// <summary>The arguments without it.</summary>
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

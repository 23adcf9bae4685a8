using System.Net;

namespace OrleansOrders.SystemTests;

/// <summary>The embedded engine is one process: a second one on the same database is stopped, and the first goes on.</summary>
public sealed class SingleProcessTests
{
    [ServerFact]
    public async Task A_second_process_on_the_same_database_is_refused_while_the_first_lives()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestVirtualHost.CreateAsync();
        var options = StartupTests.Options(database.ConnectionString) with { RabbitMq = host.ConnectionString };
        await using var first = await AppProcess.StartAsync(options);

        await StartupTests.RefusedAsync(
            options, "Another process with the embedded engine uses this database", new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString).Password!);
        Assert.Equal(HttpStatusCode.OK, (await first.Http.GetAsync(new Uri("health/ready", UriKind.Relative))).StatusCode);

        await first.StopAsync();
        await using var next = await AppProcess.StartAsync(options);
        Assert.False(next.HasExited);
    }

    [ServerTheory]
    [InlineData(AppProgram.Silo, "api")]
    [InlineData(AppProgram.Api, "")]
    [InlineData(AppProgram.Bridge, "")]
    public async Task Without_the_silo_role_it_says_which_engine_to_use(AppProgram program, string roles)
    {
        await using var database = await TestDatabase.CreateAsync();

        await StartupTests.RefusedAsync(
            StartupTests.Options(database.ConnectionString) with { Program = program, Roles = roles },
            "build with the Orleans engine",
            new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString).Password!);
    }
}

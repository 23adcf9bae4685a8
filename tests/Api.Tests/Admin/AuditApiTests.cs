using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace OrleansOrders.Api.Tests;

public sealed class AuditApiTests
{
    [ServerFact]
    public async Task While_another_audit_runs_the_last_one_is_shown_with_its_time_and_without_one_the_answer_is_503()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var pool = StorageDataSource.Create(database.ConnectionString);
        await Migrator.Migrate(pool, NullLogger.Instance, CancellationToken.None);
        await using var audits = StorageDataSource.CreateForAudits(database.ConnectionString);
        await using var host = await ApiHost.StartAsync(services => services.AddKeyedSingleton(nameof(Auditor), audits));
        var first = await host.Get("/admin/audit?grace=0");
        Assert.Equal((HttpStatusCode.OK, true), (first.Status, first.Json.GetProperty("clean").GetBoolean()));

        await using (var other = await database.DataSource.OpenConnectionAsync())
        {
            await using var transaction = await other.BeginTransactionAsync();
            await using (var command = other.CreateCommand())
            {
                command.CommandText = "select pg_advisory_xact_lock(hashtextextended(current_schema() || '/audit', 0))";
                await command.ExecuteNonQueryAsync();
            }

            var shown = await host.Get("/admin/audit?grace=0");
            var refused = await host.Get("/admin/audit?grace=60");

            Assert.Equal((HttpStatusCode.OK, first.Text), (shown.Status, shown.Text));
            Assert.Equal("unavailable", refused.Problem());
            Assert.Equal("2", refused.Header("Retry-After"));
            Assert.StartsWith("Another audit is running.", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        var next = await host.Get("/admin/audit?grace=0");
        Assert.True(next.Json.GetProperty("at").GetDateTime() > first.Json.GetProperty("at").GetDateTime());
    }
}

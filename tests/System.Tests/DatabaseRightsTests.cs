using System.Text.RegularExpressions;
using Npgsql;

namespace OrleansOrders.SystemTests;

/// <summary>One role owns the schema; the service runs as another role, with exactly the rights that <c>docs/database.md</c> grants.</summary>
public sealed partial class DatabaseRightsTests(DatabaseRightsTests.TwoRoles running) : Scenario<DatabaseRightsTests.TwoRoles>(running)
{
    [ServerFact]
    public async Task A_service_with_the_rights_of_the_document_does_all_of_its_work()
    {
        await Orders.SetStockAsync("bagel", 10);
        var placed = await Orders.PostAsync(
            "orders", new { customer_id = "c", items = new[] { new { sku = "bagel", quantity = 1, price = 1m } } }, ("Idempotency-Key", "bagel-1"));
        Assert.Equal("confirmed", (await Orders.FinalAsync(placed.Json.OrderId())).Status());
        Assert.Single(await Orders.NotificationsOfOrderAsync("c", placed.Json.OrderId()));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Running.ExecuteAsync("create table mine (a integer)"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [ServerFact]
    public async Task A_role_that_may_not_migrate_is_one_line_that_says_what_would_help()
    {
        await using var database = await TestDatabase.CreateAsync();

        await StartupTests.RefusedAsync(StartupTests.Options(Running.ServiceOf(database.ConnectionString)), "grant usage, create on schema", Running.Password);
    }

    [ServerFact]
    public async Task A_right_that_is_missing_is_one_line_that_grants_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        Assert.Equal(0, (await Running.MigrateAsync(database.ConnectionString)).Code);
        foreach (var statement in Running.Grants()) await database.ExecuteAsync(statement);
        await database.ExecuteAsync($"revoke insert, update on hold from {Running.Service}");

        await StartupTests.RefusedAsync(StartupTests.Options(Running.ServiceOf(database.ConnectionString)), $"grant insert, update on hold to {Running.Service};", Running.Password);
    }

    [ServerFact]
    public async Task A_database_that_takes_no_writes_is_one_line()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync($"alter database {database.Name} set default_transaction_read_only = on");

        await StartupTests.RefusedAsync(StartupTests.Options(database.ConnectionString), "takes no writes", Running.Password);
    }

    [ServerFact]
    public async Task Migrating_says_that_it_is_done_or_why_it_is_not()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (code, said) = await Running.MigrateAsync(Running.ServiceOf(database.ConnectionString));
        Assert.Equal(1, code);
        Assert.Contains("may not change it", said, StringComparison.Ordinal);

        for (var again = 0; again < 2; again++)
        {
            (code, said) = await Running.MigrateAsync(database.ConnectionString);
            Assert.Equal(0, code);
            Assert.Contains("The schema is up to date.", said, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("```sql grants\n(?<sql>.*?)```", RegexOptions.Singleline)]
    private static partial Regex GrantsOfDocument();

    /// <summary>Runs the application as a separate role, on a schema that the tests' role has migrated.</summary>
    public sealed class TwoRoles : QuickReconciling
    {
        static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

        string _owner = "";

        /// <summary>The name of the service's role.</summary>
        public string Service { get; } = $"service_{Guid.NewGuid():N}"[..20];

        public string Password { get; } = Guid.NewGuid().ToString("N");

        /// <summary>The statements in the document, for this role.</summary>
        public IEnumerable<string> Grants()
        {
            var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "database.md"));
            var sql = GrantsOfDocument().Match(document).Groups["sql"].Value.Replace("orders_service", Service, StringComparison.Ordinal);
            var statements = sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            Assert.NotEmpty(statements);
            return statements;
        }

        public string ServiceOf(string postgres) =>
            new NpgsqlConnectionStringBuilder(postgres) { Username = Service, Password = Password }.ConnectionString;

        /// <summary>Runs the program with <c>--migrate</c>.</summary>
        public async Task<(int Code, string Said)> MigrateAsync(string postgres)
        {
            await using var app = AppProcess.Launch(StartupTests.Options(postgres) with { Arguments = ["--migrate"] });
            return (await app.WaitForExitAsync(Deadline), app.Output);
        }

        protected override async Task<(string RabbitMq, string Postgres)> CreateServersAsync()
        {
            (var rabbitMq, _owner) = await base.CreateServersAsync();
            await ExecuteAsync($"create role {Service} login password '{Password}'", _owner);
            Assert.Equal(0, (await MigrateAsync(_owner)).Code);
            foreach (var statement in Grants()) await ExecuteAsync(statement, _owner);
            return (rabbitMq, ServiceOf(_owner));
        }

        protected override async Task DeleteServersAsync()
        {
            await base.DeleteServersAsync();
            if (_owner.Length > 0) await ExecuteAsync($"drop role {Service}", Servers.Addresses.Postgres);
        }
    }
}

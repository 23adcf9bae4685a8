using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using OrleansOrders.Grains;
using OrleansOrders.Testing;

namespace OrleansOrders.Storage.Tests;

public sealed class MigratorTests
{
    static readonly Migration One = new(1, "one", "create table t (a integer);");
    static readonly Migration Two = new(2, "two", "alter table t add b integer; insert into t values (1, 2);");

    [ServerFact]
    public async Task Migrating_twice_applies_each_step_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var dataSource = StorageDataSource.Create(database.ConnectionString);
        await Migrate(dataSource, One);
        await Migrate(dataSource, One, Two);
        await Migrate(dataSource, One, Two);

        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from t"));
        Assert.Equal(2L, await database.ScalarAsync<long>("select count(*) from schema_migration"));
    }

    [ServerFact]
    public async Task Many_processes_may_migrate_at_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var dataSource = StorageDataSource.Create(database.ConnectionString);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Migrator.Migrate(dataSource, NullLogger.Instance, CancellationToken.None)));

        Assert.Equal(Migration.Embedded().Count, await database.ScalarAsync<long>("select count(*) from schema_migration"));
    }

    [ServerFact]
    public async Task A_file_that_was_changed_after_it_was_applied_is_refused_and_named()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var dataSource = StorageDataSource.Create(database.ConnectionString);
        await Migrate(dataSource, One);

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => Migrate(dataSource, One with { Sql = "create table t (a bigint);" }, Two));

        Assert.Contains("0001_one was changed", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from schema_migration"));
    }

    [ServerFact]
    public async Task Line_ends_are_no_change()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var dataSource = StorageDataSource.Create(database.ConnectionString);
        await Migrate(dataSource, One with { Sql = "create table t (a integer\n);" });
        await Migrate(dataSource, One with { Sql = "create table t (a integer\r\n);" });
    }

    [ServerFact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var dataSource = StorageDataSource.Create(database.ConnectionString);
        await Migrate(dataSource, One, Two);

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => Migrate(dataSource, One));

        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_step_that_fails_undoes_all_and_says_which_and_why()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var dataSource = StorageDataSource.Create(database.ConnectionString);

        var failure = await Assert.ThrowsAsync<MigrationException>(() => Migrate(dataSource, One, Two with { Sql = "alter table t add b integer; alter table u add c integer;" }));

        Assert.Contains("0002_two failed and was rolled back: relation \"u\" does not exist", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await database.ScalarAsync<long>("select count(*) from pg_tables where tablename in ('t', 'schema_migration')"));
    }

    [ServerFact]
    public async Task The_search_path_chooses_the_schema_which_is_made_if_need_be()
    {
        await using var database = await TestDatabase.CreateAsync();
        foreach (var schema in new[] { "one", "two" })
        {
            await using var dataSource = StorageDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { SearchPath = schema }.ConnectionString);
            await Migrator.Migrate(dataSource, NullLogger.Instance, CancellationToken.None);
            await using var ledger = new PostgresStockLedger(dataSource);
            Assert.False((await ledger.Load(Domain.Sku.Parse("burger"), CancellationToken.None)).Exists);
        }

        Assert.Equal("one two", await database.ScalarAsync<string>("select string_agg(schemaname, ' ' order by schemaname) from pg_tables where tablename = 'grain_state'"));
    }

    [ServerFact]
    public async Task A_wrong_password_is_one_line_that_names_the_user_and_not_the_password()
    {
        var message = await Refused(settings => settings.Password = "wr0ng-secret");
        Assert.True(message is not null, "This server lets everyone in without a password.");
        Assert.Contains("refused the password of user", message, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng-secret", message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_missing_database_is_one_line_that_names_it() =>
        Assert.EndsWith("has no database 'nowhere_to_be_found'.", await Refused(settings => settings.Database = "nowhere_to_be_found"), StringComparison.Ordinal);

    [ServerFact]
    public async Task A_step_that_waits_for_a_reader_makes_others_wait_for_seconds_and_is_applied_once_when_the_reader_is_gone()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var dataSource = StorageDataSource.Create(database.ConnectionString);
        await Migrate(dataSource, One);
        await using var backup = await dataSource.OpenConnectionAsync();
        await using var snapshot = await backup.BeginTransactionAsync();
        await using (var read = new NpgsqlCommand("select count(*) from t", backup)) await read.ExecuteScalarAsync();

        var migrating = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Migrate(dataSource, One, Two)));
        await Eventually.Async(() => database.ScalarAsync<bool>("select exists(select from pg_locks where not granted and relation = 't'::regclass)"), "the step waits for the reader");
        Assert.Equal(0L, await database.ScalarAsync<long>("select count(*) from t"));
        Assert.False(migrating.IsCompleted);
        await snapshot.CommitAsync();
        await migrating;

        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from t"));
    }

    [Fact]
    public void The_embedded_steps_are_numbered_from_one_without_a_gap() =>
        Assert.Equal(Enumerable.Range(1, Migration.Embedded().Count), Migration.Embedded().Select(migration => migration.Number));

    static Task Migrate(NpgsqlDataSource dataSource, params Migration[] migrations) =>
        Migrator.Migrate(dataSource, migrations, NullLogger.Instance, CancellationToken.None);

    static async Task<string?> Refused(Action<NpgsqlConnectionStringBuilder> change)
    {
        var settings = new NpgsqlConnectionStringBuilder(Servers.Addresses.Postgres);
        change(settings);
        await using var dataSource = StorageDataSource.Create(settings.ConnectionString);
        try
        {
            await Migrator.Migrate(dataSource, NullLogger.Instance, CancellationToken.None);
            return null;
        }
        catch (StorageUnavailableException exception)
        {
            Assert.DoesNotContain("\n", exception.Message, StringComparison.Ordinal);
            return exception.Message;
        }
    }
}

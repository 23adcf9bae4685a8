using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace OrleansOrders.Storage.Tests;

public sealed class MigratorTests : IAsyncLifetime
{
    static readonly Migration One = new(1, "one", "create table t (\na integer);");
    static readonly Migration Two = new(2, "two", "alter table t add b integer; insert into t values (1, 2);");

    TestDatabase _database = null!;
    NpgsqlDataSource _dataSource = null!;

    public async ValueTask InitializeAsync()
    {
        if (Servers.WhyNot is not null) return;
        _database = await TestDatabase.CreateAsync();
        _dataSource = StorageDataSource.Create(_database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is null) return;
        await _dataSource.DisposeAsync();
        await _database.DisposeAsync();
    }

    [ServerFact]
    public async Task Migrating_twice_applies_each_step_once()
    {
        await Migrate(One);
        await Migrate(One, Two);
        await Migrate(One, Two);

        Assert.Equal(1L, await _database.ScalarAsync<long>("select count(*) from t"));
        Assert.Equal(2L, await _database.ScalarAsync<long>("select count(*) from schema_migration"));
    }

    [ServerFact]
    public async Task Many_processes_may_migrate_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Migrator.Migrate(_dataSource, NullLogger.Instance, CancellationToken.None)));

        Assert.Equal(Migration.Embedded().Count, await _database.ScalarAsync<long>("select count(*) from schema_migration"));
    }

    [ServerFact]
    public async Task A_file_that_was_changed_after_it_was_applied_is_refused_and_named_unless_only_line_ends_were()
    {
        await Migrate(One);
        await Migrate(One with { Sql = "create table t (\r\na integer);" });

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => Migrate(One with { Sql = "create table t (a bigint);" }, Two));

        Assert.Contains("0001_one was changed", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1L, await _database.ScalarAsync<long>("select count(*) from schema_migration"));
    }

    [ServerFact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await Migrate(One, Two);

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => Migrate(One));

        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_step_that_fails_undoes_all_and_says_which_and_why()
    {
        var failure = await Assert.ThrowsAsync<MigrationException>(() => Migrate(One, Two with { Sql = "alter table t add b integer; alter table u add c integer;" }));

        Assert.Contains("0002_two failed and was rolled back: relation \"u\" does not exist", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from pg_tables where tablename in ('t', 'schema_migration')"));
    }

    [ServerFact]
    public async Task The_search_path_chooses_the_schema_which_is_made_if_need_be()
    {
        foreach (var schema in new[] { "one", "two" })
        {
            await using var dataSource = StorageDataSource.Create(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { SearchPath = schema }.ConnectionString);
            await Migrator.Migrate(dataSource, NullLogger.Instance, CancellationToken.None);
            await using var ledger = new PostgresStockLedger(dataSource);
            Assert.False((await ledger.Load(Domain.Sku.Parse("burger"), CancellationToken.None)).Exists);
        }

        Assert.Equal("one two", await _database.ScalarAsync<string>("select string_agg(schemaname, ' ' order by schemaname) from pg_tables where tablename = 'grain_state'"));
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
        await Migrate(One);
        await using var backup = await _dataSource.OpenConnectionAsync();
        await using var snapshot = await backup.BeginTransactionAsync();
        await using (var read = new NpgsqlCommand("select count(*) from t", backup)) await read.ExecuteScalarAsync();

        var migrating = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Migrate(One, Two)));
        await Eventually.Async(() => _database.ScalarAsync<bool>("select exists(select from pg_locks where not granted and relation = 't'::regclass)"), "the step waits for the reader");
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from t"));
        Assert.False(migrating.IsCompleted);
        await snapshot.CommitAsync();
        await migrating;

        Assert.Equal(1L, await _database.ScalarAsync<long>("select count(*) from t"));
    }

    [Fact]
    public void The_embedded_steps_are_numbered_from_one_without_a_gap() =>
        Assert.Equal(Enumerable.Range(1, Migration.Embedded().Count), Migration.Embedded().Select(migration => migration.Number));

    Task Migrate(params Migration[] migrations) =>
        Migrator.Migrate(_dataSource, migrations, NullLogger.Instance, CancellationToken.None);

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

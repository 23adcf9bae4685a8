using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>Migrates a database to this version's schema.</summary>
public static partial class Migrator
{
    // The key of the advisory lock that one migrating process holds at a time. Not an AdvisoryLock, which needs the schema.
    const string MigrationLock = "20565, 0";

    // Another process may be migrating, and a large table takes time.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // A step that waits for a table lock (held by a backup, for example) blocks every later statement on that table. The wait is short and
    // is retried after a pause in which other statements run.
    static readonly TimeSpan LockWait = TimeSpan.FromSeconds(2);
    static readonly TimeSpan LockPause = TimeSpan.FromSeconds(3);
    const int MostAttempts = 30;

    /// <summary>
    /// Applies the missing migrations in one transaction and under a lock, so that any number of processes may start at once. Uses the
    /// schema of the connection's search path and creates it if necessary. Only reads if nothing is missing. Throws
    /// <see cref="StorageUnavailableException"/> if the database is unavailable or accepts no writes, and <see cref="MigrationException"/>
    /// if the schema does not match or may not be changed.
    /// </summary>
    public static Task Migrate(NpgsqlDataSource dataSource, ILogger logger, CancellationToken cancellationToken) =>
        Migrate(dataSource, Migration.Embedded(), logger, cancellationToken);

    internal static async Task Migrate(
        NpgsqlDataSource dataSource, IReadOnlyList<Migration> migrations, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            if (await IsReadOnly(connection, cancellationToken))
                throw new StorageUnavailableException($"{PostgresErrors.Where(dataSource)} takes no writes. {PostgresErrors.ReadOnlyAdvice}");
            if (await IsThere(connection, cancellationToken) && await Missing(connection, migrations, cancellationToken) is []) return;

            // Held by the session, not by a transaction: no other process begins an attempt in the pauses.
            await Execute(connection, $"select pg_advisory_lock({MigrationLock})", cancellationToken);
            try
            {
                await Attempt(connection, migrations, logger, cancellationToken);
            }
            finally
            {
                if (connection.State is ConnectionState.Open) await Execute(connection, $"select pg_advisory_unlock({MigrationLock})", CancellationToken.None);
            }
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new MigrationException(NotAllowed(dataSource, exception), exception);
        }
        catch (Exception exception) when (PostgresErrors.Translate(dataSource, exception) is var translated && translated != exception)
        {
            throw translated;
        }
    }

    static async Task Attempt(NpgsqlConnection connection, IReadOnlyList<Migration> migrations, ILogger logger, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ApplyMissing(connection, migrations, logger, cancellationToken);
                return;
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.LockNotAvailable)
            {
                if (attempt == MostAttempts)
                {
                    throw new MigrationException(
                        $"The schema was not changed: other sessions held locks on its tables at each of {MostAttempts} attempts ({exception.MessageText}). " +
                        "End long transactions, such as backups, and start again.",
                        exception);
                }

                LogLocked(logger, LockPause);
            }

            await Task.Delay(LockPause, cancellationToken);
        }
    }

    static async Task ApplyMissing(NpgsqlConnection connection, IReadOnlyList<Migration> migrations, ILogger logger, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Prepare(connection, cancellationToken);
        await Execute(connection, FormattableString.Invariant($"set local lock_timeout = {LockWait.TotalMilliseconds}"), cancellationToken);
        var missing = await Missing(connection, migrations, cancellationToken);
        foreach (var migration in missing) await Apply(connection, migration, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        foreach (var migration in missing) LogApplied(logger, migration.Number, migration.Name);
    }

    static string NotAllowed(NpgsqlDataSource dataSource, PostgresException exception)
    {
        var target = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
        var schema = SchemaOf(target) ?? "public";
        return $"The schema of database '{target.Database}' is not up to date, and user '{target.Username}' may not change it: {exception.MessageText}. " +
            $"Migrate as the owner with --migrate, or: grant usage, create on schema \"{schema}\" to \"{target.Username}\"; " +
            $"(for a schema that is missing: grant create on database \"{target.Database}\" to \"{target.Username}\";)";
    }

    static string? SchemaOf(NpgsqlConnectionStringBuilder settings) => settings.SearchPath?.Split(',')[0].Trim().Trim('"') is { Length: > 0 } schema ? schema : null;

    static async Task<bool> IsReadOnly(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await Scalar(connection, "select pg_is_in_recovery() or current_setting('transaction_read_only') = 'on'", cancellationToken) is true;

    static async Task<bool> IsThere(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await Scalar(connection, "select to_regclass(quote_ident(current_schema()) || '.schema_migration') is not null", cancellationToken) is true;

    static async Task Prepare(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await Scalar(connection, "select current_schema()", cancellationToken) is null or DBNull)
        {
            var schema = SchemaOf(new(connection.ConnectionString))
                ?? throw new MigrationException("The database has no schema to work in: name one as 'Search Path' in the connection string.");
            await Execute(connection, $"create schema \"{schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", cancellationToken);
        }

        await Execute(
            connection,
            """
            create table if not exists schema_migration (
              number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())
            """,
            cancellationToken);
    }

    /// <summary>Returns the migrations to apply; throws <see cref="MigrationException"/> if the applied ones do not match.</summary>
    static async Task<List<Migration>> Missing(NpgsqlConnection connection, IReadOnlyList<Migration> migrations, CancellationToken cancellationToken)
    {
        var applied = await ReadApplied(connection, cancellationToken);
        Check(migrations, applied);
        return [.. migrations.Where(migration => !applied.ContainsKey(migration.Number))];
    }

    static async Task<Dictionary<int, (string Name, string Checksum)>> ReadApplied(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, "select number, name, checksum from schema_migration");
        var rows = await command.ReadAll(row => (Number: row.GetInt32(0), Name: row.GetString(1), Checksum: row.GetString(2)), cancellationToken);
        return rows.ToDictionary(row => row.Number, row => (row.Name, row.Checksum));
    }

    static void Check(IReadOnlyList<Migration> migrations, Dictionary<int, (string Name, string Checksum)> applied)
    {
        var known = migrations.ToDictionary(m => m.Number);
        foreach (var (number, (name, checksum)) in applied.OrderBy(pair => pair.Key))
        {
            if (!known.TryGetValue(number, out var migration))
            {
                throw new MigrationException(
                    $"The database was migrated by a newer version (step {number:0000}_{name}), which has to be used from now on.");
            }

            if (migration.Checksum != checksum)
            {
                throw new MigrationException(
                    $"Migration {number:0000}_{migration.Name} was changed after it was applied to this database: " +
                    "restore the file and put the change into a new one.");
            }
        }
    }

    static async Task Apply(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        try
        {
            await Execute(connection, migration.Sql, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is not PostgresErrorCodes.LockNotAvailable && PostgresErrors.IsRefusal(exception))
        {
            throw new MigrationException(
                $"Migration {migration.Number:0000}_{migration.Name} failed and was rolled back: {exception.MessageText}", exception);
        }

        await using var command = Command(connection, "insert into schema_migration (number, name, checksum) values ($1, $2, $3)");
        await command.With(migration.Number).With(migration.Name).With(migration.Checksum).ExecuteNonQueryAsync(cancellationToken);
    }

    static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    static async Task<object?> Scalar(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    static NpgsqlCommand Command(NpgsqlConnection connection, string sql) => new(sql, connection) { CommandTimeout = (int)Patience.TotalSeconds };
}

using Npgsql;
using NpgsqlTypes;

namespace OrleansOrders.Storage;

/// <summary>
/// A statement with typed positional parameters. No type is inferred, so the same text is always the same prepared statement.
/// </summary>
static class PostgresStatement
{
    /// <summary>
    /// The server function that warns when a wait for the standby was cancelled. The message text itself depends on the server's language.
    /// </summary>
    const string WaitsForStandby = "SyncRepWaitForLSN";

    public static NpgsqlCommand With<T>(this NpgsqlCommand command, NpgsqlDbType type, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { NpgsqlDbType = type, TypedValue = value });
        return command;
    }

    public static NpgsqlCommand With(this NpgsqlCommand command, string value) => command.With(NpgsqlDbType.Text, value);

    public static NpgsqlCommand With(this NpgsqlCommand command, int value) => command.With(NpgsqlDbType.Integer, value);

    public static NpgsqlCommand With(this NpgsqlCommand command, long value) => command.With(NpgsqlDbType.Bigint, value);

    public static NpgsqlCommand WithMany<T>(this NpgsqlCommand command, NpgsqlDbType type, T[] values) =>
        command.With(NpgsqlDbType.Array | type, values);

    /// <summary>
    /// Prepares the statement (once per connection), runs it, and reads all results; see <see cref="PostgresSessions.Use"/>. Preparation is
    /// explicit: if a parameter's value is rejected in the call that would prepare the statement automatically, Npgsql misreads the
    /// response to the next statement (seen in 10.0.3, no issue known).
    /// </summary>
    public static Task<List<T>> Run<T>(
        this NpgsqlDataSource dataSource,
        string sql,
        Action<NpgsqlCommand> parameters,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken) => PostgresSessions.Of(dataSource).Use(async () =>
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.Run(sql, parameters, read, cancellationToken);
    });

    /// <summary>
    /// Same as <c>Run</c> for a statement that writes: when it returns, the write is committed, also at a synchronous standby.
    /// </summary>
    public static Task<List<T>> Write<T>(
        this NpgsqlDataSource dataSource,
        string sql,
        Action<NpgsqlCommand> parameters,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken) => PostgresSessions.Of(dataSource).Write(async () =>
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);

        // The driver cancels a command that takes too long. The server then reports success with a warning, but a failover would lose the
        // write.
        var isAlone = false;
        connection.Notice += (_, args) => isAlone |= args.Notice.Routine is WaitsForStandby;
        var rows = await connection.Run(sql, parameters, read, cancellationToken);
        return isAlone ? throw new StorageUnavailableException($"No standby of {PostgresErrors.Where(dataSource)} confirmed a write in time.") : rows;
    });

    /// <summary>Same as <c>Run</c>; throws <see cref="StorageUnavailableException"/> if the database is unavailable.</summary>
    public static Task<List<T>> Query<T>(
        this NpgsqlDataSource dataSource,
        string sql,
        Action<NpgsqlCommand> parameters,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken) => dataSource.Translated(() => dataSource.Run(sql, parameters, read, cancellationToken));

    /// <summary>
    /// Runs <paramref name="statement"/>; throws <see cref="StorageUnavailableException"/> if the database is unavailable.
    /// </summary>
    public static async Task<T> Translated<T>(this NpgsqlDataSource dataSource, Func<Task<T>> statement)
    {
        try
        {
            return await statement();
        }
        catch (Exception exception) when (PostgresErrors.Translate(dataSource, exception) is var translated && translated != exception)
        {
            throw translated;
        }
    }

    /// <summary>Runs a command and reads all rows up to the end of the response.</summary>
    public static async Task<List<T>> ReadAll<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        await reader.NextResultAsync(cancellationToken);
        return rows;
    }

    static async Task<List<T>> Run<T>(
        this NpgsqlConnection connection, string sql, Action<NpgsqlCommand> parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        parameters(command);
        await command.PrepareAsync(cancellationToken);
        return await command.ReadAll(read, cancellationToken);
    }
}

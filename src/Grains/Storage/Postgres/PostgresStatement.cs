using Npgsql;
using NpgsqlTypes;

namespace OrleansOrders.Grains;

/// <summary>A statement with positional parameters, each with its type: nothing is inferred, so the same text is the same prepared statement.</summary>
static class PostgresStatement
{
    public static NpgsqlCommand With<T>(this NpgsqlCommand command, NpgsqlDbType type, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { NpgsqlDbType = type, TypedValue = value });
        return command;
    }

    public static NpgsqlCommand With(this NpgsqlCommand command, string value) => command.With(NpgsqlDbType.Text, value);

    public static NpgsqlCommand With(this NpgsqlCommand command, int value) => command.With(NpgsqlDbType.Integer, value);

    public static NpgsqlCommand With(this NpgsqlCommand command, long value) => command.With(NpgsqlDbType.Bigint, value);

    public static NpgsqlCommand WithMany<T>(this NpgsqlCommand command, NpgsqlDbType type, T[] values) => command.With(NpgsqlDbType.Array | type, values);

    /// <summary>Reads all rows, and on to the end of the answer: what a statement wrote is committed only then.</summary>
    public static async Task<List<T>> ReadAll<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        await reader.NextResultAsync(cancellationToken);
        return rows;
    }

    /// <summary>Runs a read: <see cref="StorageUnavailableException"/> where the database is away.</summary>
    public static async Task<List<T>> Query<T>(
        this NpgsqlDataSource dataSource, string sql, Action<NpgsqlCommand> parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = dataSource.CreateCommand(sql);
            parameters(command);
            return await command.ReadAll(read, cancellationToken);
        }
        catch (Exception exception) when (PostgresErrors.Translate(dataSource, exception) is var translated && translated != exception)
        {
            throw translated;
        }
    }
}

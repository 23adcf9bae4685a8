using Npgsql;

namespace OrleansOrders.Grains;

/// <summary>
/// Refuses a proxy that gives each transaction whichever session is free (PgBouncer's <c>pool_mode=transaction</c>). Statements are prepared and locks held by
/// session: under such a proxy a statement may run with the parameters of another, and a lock belong to nobody.
/// </summary>
public static class PooledTransactions
{
    const string Refusal =
        "gives each transaction another session, as PgBouncer does with pool_mode=transaction: prepared statements and locks need sessions of their own. Set pool_mode=session, or connect to PostgreSQL itself.";

    /// <summary>Throws <see cref="StorageUnavailableException"/> where such a proxy is met, or where the database is away. One round trip where there is no proxy.</summary>
    public static async Task Refuse(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        if (await dataSource.Translated(() => Are(dataSource, cancellationToken))) throw new StorageUnavailableException($"{PostgresErrors.Where(dataSource)} {Refusal}");
    }

    static async Task<bool> Are(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var first = await dataSource.OpenConnectionAsync(cancellationToken);
        var session = await Session(first, cancellationToken);

        // The server says at the beginning which process it is; a proxy says something of its own.
        if (session == first.ProcessID) return false;

        // A session that is idle belongs to its connection all the same. Two others that are in use one after the other meet it where it does not, or drive the
        // first connection to another one, whether the proxy takes what was used last or longest ago.
        await using var second = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var held = await second.BeginTransactionAsync(cancellationToken);
        if (await Session(second, cancellationToken) == session || await Session(first, cancellationToken) != session) return true;
        await using var third = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var alsoHeld = await third.BeginTransactionAsync(cancellationToken);
        return await Session(third, cancellationToken) == session;
    }

    static async Task<int> Session(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_backend_pid()", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}

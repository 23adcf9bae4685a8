using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>
/// Rejects a proxy that assigns each transaction to any free session (PgBouncer's <c>pool_mode=transaction</c>). Prepared statements and
/// locks belong to a session: behind such a proxy a statement may run with another statement's parameters, and a lock protects nothing.
/// </summary>
public static class PooledTransactions
{
    const string Refusal =
        "gives each transaction another session, as PgBouncer does with pool_mode=transaction: prepared statements and locks need sessions of their own. Set pool_mode=session, or connect to PostgreSQL itself.";

    /// <summary>
    /// Throws <see cref="StorageUnavailableException"/> behind such a proxy, or if the database is unavailable. Costs one round trip
    /// without a proxy.
    /// </summary>
    public static async Task Refuse(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        if (await dataSource.Translated(() => Are(dataSource, cancellationToken))) throw new StorageUnavailableException($"{PostgresErrors.Where(dataSource)} {Refusal}");
    }

    static async Task<bool> Are(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var first = await dataSource.OpenConnectionAsync(cancellationToken);
        var session = await Session(first, cancellationToken);

        // The server sends its process id when a connection opens. A proxy sends another number.
        if (session == first.ProcessID) return false;

        // Without pooling, an idle session still belongs to its connection. With pooling, the next transaction of another connection gets
        // that session (the proxy prefers the session used last), or the first connection gets another one (it prefers the longest idle
        // session). The third connection covers a proxy with exactly two sessions.
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

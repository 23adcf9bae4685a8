#pragma warning disable RS0030 // A session of the database is not simulated.
using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>
/// A lock in the database, identified by name and schema. It lasts as long as the session that holds it and uses one connection of the
/// pool.
/// </summary>
public sealed class AdvisoryLock : IAsyncDisposable
{
    static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(1);

    readonly NpgsqlConnection _connection;
    readonly long _key;
    readonly CancellationTokenSource _lost = new();
    readonly CancellationTokenSource _stop = new();
    readonly Task _renewed;
    readonly Task _watch;

    AdvisoryLock(NpgsqlConnection connection, long key, Task renewed)
    {
        _connection = connection;
        _key = key;
        _renewed = renewed;
        Lost = _lost.Token;
        _watch = Task.Run(Watch);
    }

    /// <summary>
    /// Cancelled when the session and its lock are lost: immediately if the server closes the session, within 30 s if the server vanishes.
    /// Also cancelled when the pool is renewed, because the lock may be held at a server that is no longer the primary. From then on (or,
    /// after a network failure, slightly earlier) another process may hold the lock.
    /// </summary>
    public CancellationToken Lost { get; }

    /// <summary>
    /// Returns the lock, or null if another session holds it. Throws <see cref="StorageUnavailableException"/> if the database is
    /// unavailable.
    /// </summary>
    public static async Task<AdvisoryLock?> TryAcquire(NpgsqlDataSource dataSource, string name, CancellationToken cancellationToken)
    {
        NpgsqlConnection? connection = null;
        var renewed = PostgresSessions.Of(dataSource).Renewed;
        try
        {
            connection = await dataSource.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(
                "select k, pg_try_advisory_lock(k) from (select hashtextextended(current_schema() || '/' || $1, 0) as k) s", connection).With(name);
            var (key, taken) = (await command.ReadAll(row => (row.GetInt64(0), row.GetBoolean(1)), cancellationToken))[0];
            if (!taken) return null;
            var held = new AdvisoryLock(connection, key, renewed);
            connection = null;
            return held;
        }
        catch (Exception exception) when (PostgresErrors.Translate(dataSource, exception) is var translated && translated != exception)
        {
            throw translated;
        }
        finally
        {
            if (connection is not null) await connection.DisposeAsync();
        }
    }

    /// <summary>Releases the lock. Does nothing after the lock was lost.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        try
        {
            await Unlock();
        }
        finally
        {
            await _connection.DisposeAsync();
            _stop.Dispose();
            _lost.Dispose();
        }
    }

    async Task Watch()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var session = UntilTheSessionEnds(end.Token);
        await Task.WhenAny(session, _renewed);
        await end.CancelAsync();
        if (await session || _renewed.IsCompleted) await _lost.CancelAsync();
    }

    // No notification is ever sent to this session: the wait ends when the session ends (true) or on disposal. Npgsql (10.0.3) ignores a
    // cancellation in the instant in which a wait begins; a bounded wait ends all the same.
    async Task<bool> UntilTheSessionEnds(CancellationToken end)
    {
        try
        {
            while (true) await _connection.WaitAsync(WaitLimit, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception)
        {
            return true;
        }
    }

    async Task Unlock()
    {
        if (Lost.IsCancellationRequested) return;
        try
        {
            await using var command = new NpgsqlCommand("select pg_advisory_unlock($1)", _connection).With(_key);
            await command.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            // A session that failed to release the lock must not stay in the pool and keep holding it.
            NpgsqlConnection.ClearPool(_connection);
        }
    }
}

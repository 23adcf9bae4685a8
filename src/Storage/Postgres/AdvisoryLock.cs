using Npgsql;
using OrleansOrders.Grains;

namespace OrleansOrders.Storage;

/// <summary>
/// A lock that one process holds in the database, by name and schema, for as long as its session lives. It holds one connection of the pool.
/// </summary>
public sealed class AdvisoryLock : IAsyncDisposable
{
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
    /// Fires when the session ended and with it the lock: at once when the server closes it, within half a minute when it vanishes. Also when the pool
    /// was renewed: the lock may be one of a server that is the primary no more. Someone else may hold the lock from then on (and, where the network failed, a little before).
    /// </summary>
    public CancellationToken Lost { get; }

    /// <summary>The lock, or null while someone else has it. <see cref="StorageUnavailableException"/> when the database is away.</summary>
    public static async Task<AdvisoryLock?> TryAcquire(NpgsqlDataSource dataSource, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
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

    /// <summary>Gives the lock back. After a loss it does nothing.</summary>
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

    // Nothing ever notifies this session: the wait ends with the session (true), or with us.
    async Task<bool> UntilTheSessionEnds(CancellationToken end)
    {
        try
        {
            while (true) await _connection.WaitAsync(end);
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
            // A session that could not give it back must not go on living in the pool and hold it.
            NpgsqlConnection.ClearPool(_connection);
        }
    }
}

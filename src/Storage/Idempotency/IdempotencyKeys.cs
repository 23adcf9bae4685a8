using Npgsql;
using NpgsqlTypes;

namespace OrleansOrders.Storage;

/// <summary>Stores permanently which order an idempotency key refers to.</summary>
public interface IIdempotencyKeys
{
    /// <summary>Binds <paramref name="key"/> unless it is already bound, and returns its binding. Durable when it returns.</summary>
    Task<IdempotencyRecord> Claim(string key, OrderId orderId, byte[] fingerprint, CancellationToken cancellationToken);
}

/// <summary>
/// The order of each HTTP Idempotency-Key; a binding never changes. Throws <see cref="StorageUnavailableException"/> if the database is
/// unavailable. Uses at most half of the connections, so that a lock on this table does not block other statements.
/// </summary>
public sealed class IdempotencyKeys : IIdempotencyKeys, IDisposable
{
    const string ClaimSql =
        "with claim as (insert into idempotency_key (key, order_id, fingerprint) values ($1, $2, $3) on conflict do nothing " +
        "returning order_id, fingerprint) " +
        "select order_id, fingerprint, true from claim union all " +
        "select order_id, fingerprint, false from idempotency_key where key = $1 and not exists (select from claim)";

    readonly NpgsqlDataSource _dataSource;
    readonly SemaphoreSlim _connections;
    readonly TimeSpan _patience;

    /// <summary>A claim waits for a connection as long as the pool's own timeout.</summary>
    public IdempotencyKeys(NpgsqlDataSource dataSource)
    {
        var settings = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
        _dataSource = dataSource;
        _connections = new(Math.Max(1, settings.MaxPoolSize / 2));
        _patience = settings.Timeout == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(settings.Timeout);
    }

    /// <inheritdoc />
    public void Dispose() => _connections.Dispose();

    /// <summary>Binds <paramref name="key"/> to <paramref name="orderId"/> unless it is already bound; returns its binding.</summary>
    public async Task<IdempotencyRecord> Claim(string key, OrderId orderId, byte[] fingerprint, CancellationToken cancellationToken)
    {
        if (!await _connections.WaitAsync(_patience, cancellationToken)) throw new StorageUnavailableException("All connections for idempotency keys are in use.");
        try
        {
            return await ClaimIt(key, orderId, fingerprint, cancellationToken);
        }
        finally
        {
            _connections.Release();
        }
    }

    async Task<IdempotencyRecord> ClaimIt(string key, OrderId orderId, byte[] fingerprint, CancellationToken cancellationToken)
    {
        while (true)
        {
            var rows = await _dataSource.Translated(() => _dataSource.Write(
                ClaimSql,
                command => command.With(key).With(orderId.Value).With(NpgsqlDbType.Bytea, fingerprint),
                row => new IdempotencyRecord(OrderId.Parse(row.GetString(0)), row.GetFieldValue<byte[]>(1), row.GetBoolean(2)),
                cancellationToken));

            // No row: another transaction claimed the key after this statement took its snapshot. The next statement sees that row.
            if (rows.Count > 0) return rows[0];
        }
    }
}

/// <summary>The binding of an Idempotency-Key.</summary>
/// <param name="OrderId">The order created by the first request with this key.</param>
/// <param name="Fingerprint">Hash of that request's content.</param>
/// <param name="IsNew">True if this claim was the first.</param>
public sealed record IdempotencyRecord(OrderId OrderId, ReadOnlyMemory<byte> Fingerprint, bool IsNew);

using Npgsql;
using NpgsqlTypes;
using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Storage;

/// <summary>Remembers, for good, which order an idempotency key stands for.</summary>
public interface IIdempotencyStore
{
    /// <summary>Binds <paramref name="key"/> if nobody did before, and says what it is bound to. Durable when it returns.</summary>
    Task<IdempotencyRecord> Claim(string key, OrderId orderId, byte[] fingerprint, CancellationToken cancellationToken);
}

/// <summary>
/// Which order each Idempotency-Key of HTTP stands for; it never changes. <see cref="StorageUnavailableException"/> when the database is away. Uses half of
/// the connections at most: a lock on the table leaves the others to everything else.
/// </summary>
public sealed class IdempotencyKeys : IIdempotencyStore, IDisposable
{
    const string ClaimSql =
        "with claim as (insert into idempotency_key (key, order_id, fingerprint) values ($1, $2, $3) on conflict do nothing " +
        "returning order_id, fingerprint) " +
        "select order_id, fingerprint, true from claim union all " +
        "select order_id, fingerprint, false from idempotency_key where key = $1 and not exists (select from claim)";

    readonly NpgsqlDataSource _dataSource;
    readonly SemaphoreSlim _connections;
    readonly TimeSpan _patience;

    /// <summary>A claim waits for one of its connections as long as the pool lets wait for any.</summary>
    public IdempotencyKeys(NpgsqlDataSource dataSource)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        var settings = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
        _dataSource = dataSource;
        _connections = new(Math.Max(1, settings.MaxPoolSize / 2));
        _patience = settings.Timeout == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(settings.Timeout);
    }

    /// <inheritdoc />
    public void Dispose() => _connections.Dispose();

    /// <summary>
    /// Lets <paramref name="key"/> stand for <paramref name="orderId"/> unless it stands for another already; returns what it stands for.
    /// </summary>
    public async Task<IdempotencyRecord> Claim(string key, OrderId orderId, byte[] fingerprint, CancellationToken cancellationToken)
    {
        if (!await _connections.WaitAsync(_patience, cancellationToken)) throw new StorageUnavailableException("Other idempotency keys wait for the database.");
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

            // No row: someone else claimed it after this statement had begun, so that it neither inserted nor sees; the next one does see.
            if (rows.Count > 0) return rows[0];
        }
    }
}

/// <summary>What an Idempotency-Key stands for.</summary>
/// <param name="OrderId">The order that the first request with it made.</param>
/// <param name="Fingerprint">Of that request's content.</param>
/// <param name="IsNew">Whether this claim was the first.</param>
public sealed record IdempotencyRecord(OrderId OrderId, ReadOnlyMemory<byte> Fingerprint, bool IsNew);

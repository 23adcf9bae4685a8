using OrleansOrders.Domain;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>In PostgreSQL.</summary>
sealed class PostgresIdempotencyStore(IdempotencyKeys keys) : IIdempotencyStore
{
    public Task<IdempotencyRecord> Claim(string key, OrderId orderId, byte[] fingerprint, CancellationToken ct) => keys.Claim(key, orderId, fingerprint, ct);
}

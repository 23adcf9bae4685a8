using OrleansOrders.Domain;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>Remembers, for good, which order an idempotency key stands for.</summary>
interface IIdempotencyStore
{
    /// <summary>Binds <paramref name="key"/> if nobody did before, and says what it is bound to. Durable when it returns.</summary>
    Task<IdempotencyRecord> Claim(string key, OrderId orderId, byte[] fingerprint, CancellationToken ct);
}

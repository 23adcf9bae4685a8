using OrleansOrders.Domain;

namespace OrleansOrders.Api;

/// <summary>What an idempotency key is bound to.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Fingerprint">Of what was asked for then.</param>
sealed record IdempotencyEntry(OrderId OrderId, byte[] Fingerprint);

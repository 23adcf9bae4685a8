using OrleansOrders.Domain;

namespace OrleansOrders.Storage;

/// <summary>What an Idempotency-Key stands for.</summary>
/// <param name="OrderId">The order that the first request with it made.</param>
/// <param name="Fingerprint">Of that request's content.</param>
/// <param name="IsNew">Whether this claim was the first.</param>
public sealed record IdempotencyRecord(OrderId OrderId, ReadOnlyMemory<byte> Fingerprint, bool IsNew);

using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Api;

/// <summary>From PostgreSQL.</summary>
sealed class PostgresNotificationTail(NotificationLog log) : INotificationTail
{
    public Task<long> LastSeq(CancellationToken ct) => log.LastSeq(ct);

    public Task<NotificationBatch> ReadAfter(long seq, int limit, CancellationToken ct) => log.ReadAfter(seq, limit, ct);

    public Task<NotificationBatch> ReadAfter(CustomerId customer, long seq, int limit, CancellationToken ct) => log.ReadAfter(customer, seq, limit, ct);
}

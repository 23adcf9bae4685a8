using OrleansOrders.Domain;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>From PostgreSQL.</summary>
sealed class PostgresNotificationTail(NotificationLog log) : INotificationTail
{
    public Task<LogEnd> ReadEnd(CancellationToken ct) => log.ReadEnd(ct);

    public Task<NotificationBatch> ReadAfter(long seq, int limit, CancellationToken ct) => log.ReadAfter(seq, limit, ct);

    public Task<NotificationBatch> ReadAfter(CustomerId customer, long seq, int limit, CancellationToken ct) => log.ReadAfter(customer, seq, limit, ct);
}

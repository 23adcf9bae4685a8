using OrleansOrders.Domain;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>From PostgreSQL.</summary>
sealed class PostgresNotificationReads(NotificationLog log) : INotificationReads
{
    public Task<Page<Notification>> List(CustomerId? customer, int limit, PageCursor? cursor, CancellationToken ct) => log.List(customer, limit, cursor, ct);
}

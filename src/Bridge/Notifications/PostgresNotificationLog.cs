using OrleansOrders.Grains;

namespace OrleansOrders.Bridge;

/// <summary>In PostgreSQL.</summary>
sealed class PostgresNotificationLog(NotificationLog log) : INotificationLog
{
    public Task Append(IReadOnlyList<Notification> notifications, CancellationToken ct) => log.Append(notifications, ct);
}

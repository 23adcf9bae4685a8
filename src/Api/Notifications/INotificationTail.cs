using OrleansOrders.Domain;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>
/// The notification log for those who follow it: oldest first, up to where it is settled, so that whoever has read up to some place and asks for what
/// follows misses nothing. At most <see cref="Page{T}.MaxLimit"/> at a time, and less where they are large.
/// </summary>
interface INotificationTail
{
    /// <summary>Where the log ends now.</summary>
    Task<LogEnd> ReadEnd(CancellationToken ct);

    /// <summary>What anyone was told after <paramref name="seq"/>.</summary>
    Task<NotificationBatch> ReadAfter(long seq, int limit, CancellationToken ct);

    /// <summary>What one customer was told after <paramref name="seq"/>.</summary>
    Task<NotificationBatch> ReadAfter(CustomerId customer, long seq, int limit, CancellationToken ct);
}

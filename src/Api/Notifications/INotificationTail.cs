using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Api;

/// <summary>
/// The notification log for those who follow it: oldest first, in the order in which it was committed, so that whoever has read up to some place
/// and asks for what follows misses nothing. At most <see cref="Page{T}.MaxLimit"/> at a time, and less where they are large.
/// </summary>
interface INotificationTail
{
    /// <summary>The last place in use; 0 for an empty log.</summary>
    Task<long> LastSeq(CancellationToken ct);

    /// <summary>What anyone was told after <paramref name="seq"/>.</summary>
    Task<NotificationBatch> ReadAfter(long seq, int limit, CancellationToken ct);

    /// <summary>What one customer was told after <paramref name="seq"/>.</summary>
    Task<NotificationBatch> ReadAfter(CustomerId customer, long seq, int limit, CancellationToken ct);
}

using OrleansOrders.Domain;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>The notification log.</summary>
interface INotificationReads
{
    /// <summary>A page, newest first; of all customers where none is named.</summary>
    Task<Page<Notification>> List(CustomerId? customer, int limit, PageCursor? cursor, CancellationToken ct);
}

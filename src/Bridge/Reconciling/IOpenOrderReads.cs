using OrleansOrders.Domain;
using OrleansOrders.Storage;

namespace OrleansOrders.Bridge;

/// <summary>Orders that are not final, as they are stored; see <see cref="OpenOrders"/>.</summary>
interface IOpenOrderReads
{
    /// <summary>Those that are <c>pending</c> and were accepted before <paramref name="createdBefore"/>, the oldest first.</summary>
    Task<IReadOnlyList<OpenOrder>> PendingSince(DateTimeOffset createdBefore, int limit, OpenOrder? after, CancellationToken ct);

    /// <summary>Those whose deadline is before <paramref name="now"/>, by deadline.</summary>
    Task<IReadOnlyList<OpenOrder>> Expired(DateTimeOffset now, int limit, OpenOrder? after, CancellationToken ct);

    /// <summary>What was ordered; null where there is no such order.</summary>
    Task<NewOrder?> Content(OrderId id, CancellationToken ct);

    /// <summary>Whether the database was used by a version that kept notifications in a queue; false for one made since.</summary>
    Task<bool> HadQueueOfNotifications(CancellationToken ct);
}

using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Bridge;

/// <summary>Orders that are not final, as they are stored.</summary>
interface IOpenOrderReads
{
    /// <summary>Orders that are still <c>pending</c> and were accepted before <paramref name="createdBefore"/>, oldest first.</summary>
    Task<IReadOnlyList<OpenOrder>> PendingSince(DateTimeOffset createdBefore, int limit, CancellationToken ct);

    /// <summary>Orders that are not final and whose deadline is before <paramref name="now"/>, oldest first.</summary>
    Task<IReadOnlyList<OpenOrder>> Expired(DateTimeOffset now, int limit, CancellationToken ct);

    /// <summary>The order's content; null where there is no such order.</summary>
    Task<NewOrder?> Content(OrderId id, CancellationToken ct);
}

using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>
/// How much of the log to ask for at a time, at most <paramref name="most"/>: where notifications are so large that a batch is cut, the database need not send what
/// would be thrown away.
/// </summary>
sealed class PageSize(int most)
{
    int _next;

    public int Next => _next is 0 ? most : _next;

    /// <summary>Learns from a batch that was asked for with <see cref="Next"/>.</summary>
    public void Learn(NotificationBatch batch) =>
        _next = batch.More && batch.News.Count < Next ? Math.Max(1, batch.News.Count) : Math.Min(most, Next * 2);
}

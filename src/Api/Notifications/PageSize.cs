namespace OrleansOrders.Api;

/// <summary>
/// Adapts the number of notifications per read, at most <paramref name="most"/>: if notifications are so large that batches are cut, a
/// smaller limit avoids reading rows that would be discarded.
/// </summary>
sealed class PageSize(int most)
{
    int _next;

    public int Next => _next is 0 ? most : _next;

    /// <summary>Adapts to a batch that was read with <see cref="Next"/>.</summary>
    public void Learn(NotificationBatch batch) =>
        _next = batch.More && batch.News.Count < Next ? Math.Max(1, batch.News.Count) : Math.Min(most, Next * 2);
}

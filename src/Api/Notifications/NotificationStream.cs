using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>
/// What one customer is told after some place of the log, each once and in order. From the hub as it comes; from the log what came before it
/// listened and what the hub had no room for. For one reader.
/// </summary>
sealed class NotificationStream : IDisposable
{
    const int MostAtOnce = 50;

    readonly PageSize _size = new(MostAtOnce);
    readonly NotificationHub _hub;
    readonly INotificationTail _tail;
    readonly NotificationSubscription _subscription;
    Task _coming = Task.CompletedTask;
    bool _behind;

    NotificationStream(NotificationHub hub, INotificationTail tail, NotificationSubscription subscription)
    {
        _hub = hub;
        _tail = tail;
        _subscription = subscription;
    }

    /// <summary>The place of the last notification that was taken, or where the stream began.</summary>
    public long Position { get; private set; }

    /// <summary>
    /// Begins after <paramref name="after"/>, or after what is in the log now where that is null or beyond it. Owns the subscription, which was made before: what is
    /// committed in between comes from the hub and from the log, and counts once by its place.
    /// </summary>
    public static async Task<NotificationStream> Open(
        NotificationHub hub, INotificationTail tail, NotificationSubscription subscription, long? after, CancellationToken ct)
    {
        var stream = new NotificationStream(hub, tail, subscription);
        try
        {
            var end = await tail.ReadEnd(ct);

            // Another process may have read further than this one knows to be settled.
            stream.Position = after <= end.Drawn ? after.Value : end.Settled;
            stream._behind = stream.Position < end.Settled;
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>
    /// What comes next, as much as there is at hand; ends empty when <paramref name="until"/> has ended first. Cancellation of
    /// <paramref name="ct"/> is to end the stream.
    /// </summary>
    public async Task<IReadOnlyList<Notification>> Next(Task until, CancellationToken ct)
    {
        while (true)
        {
            if (_subscription.HasMissed()) _behind = true;
            if (_behind)
            {
                if (await ReadLog(ct) is { Count: > 0 } page) return page;
            }
            else if (_subscription.TryTake(out var notification))
            {
                if (notification is not null && notification.Seq > Position) return Taken([notification]);
            }
            else
            {
                if (_coming.IsCompleted) _coming = _subscription.Wait(ct);
                if (await Task.WhenAny(_coming, until) != _coming) return [];
                await _coming;
            }
        }
    }

    public void Dispose() => _hub.Remove(_subscription);

    async Task<IReadOnlyList<Notification>> ReadLog(CancellationToken ct)
    {
        var page = await _tail.ReadAfter(_subscription.Customer, Position, _size.Next, ct);
        _size.Learn(page);
        _behind = page.More;
        return Taken(page.News);
    }

    IReadOnlyList<Notification> Taken(IReadOnlyList<Notification> news)
    {
        if (news.Count > 0) Position = news[^1].Seq;
        return news;
    }
}

namespace OrleansOrders.Api;

/// <summary>
/// The notifications of one customer after a position of the log, each once and in order. New ones come from the hub; those before the
/// subscription and those that the hub had no room for come from the log. For a single reader.
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

    /// <summary>Position of the last notification returned, or the start of the stream.</summary>
    public long Position { get; private set; }

    /// <summary>
    /// Starts after <paramref name="after"/>, or at the current end of the log if that is null or beyond the end. Owns the subscription,
    /// which must exist already: a notification committed in between arrives from both hub and log and is dropped once by its position.
    /// </summary>
    public static async Task<NotificationStream> Open(
        NotificationHub hub, INotificationTail tail, NotificationSubscription subscription, long? after, CancellationToken ct)
    {
        var stream = new NotificationStream(hub, tail, subscription);
        try
        {
            var end = await tail.ReadEnd(ct);

            // Another process may have read further than this process has seen as settled.
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
    /// Returns the next available notifications, or an empty list if <paramref name="until"/> completes first. Cancelling
    /// <paramref name="ct"/> ends the stream.
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

using System.Threading.Channels;
using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Api;

/// <summary>
/// What the hub has for one stream: a bounded number of notifications, and whether some are missing from it. The stream looks whether some are
/// missing before it takes each: those before a gap are taken before it is made, so none behind it is ever taken unseen.
/// </summary>
sealed class NotificationSubscription(CustomerId customer, int capacity)
{
    // Null is no notification: it only wakes the reader.
    readonly Channel<Notification?> _news = Channel.CreateBounded<Notification?>(new BoundedChannelOptions(capacity) { SingleReader = true });
    int _missed;

    public CustomerId Customer => customer;

    /// <summary>Never waits: a notification that there is no room for is missed.</summary>
    public void Offer(Notification notification)
    {
        if (!_news.Writer.TryWrite(notification)) Volatile.Write(ref _missed, 1);
    }

    /// <summary>There may be notifications in the log that were not offered.</summary>
    public void Miss()
    {
        Volatile.Write(ref _missed, 1);
        _news.Writer.TryWrite(null);
    }

    /// <summary>Whether something was missed since this was asked last: then the log has to be read.</summary>
    public bool HasMissed() => Interlocked.Exchange(ref _missed, 0) == 1;

    /// <summary>False when there is nothing; null is a wake.</summary>
    public bool TryTake(out Notification? notification) => _news.Reader.TryRead(out notification);

    /// <summary>Ends when there is something to take.</summary>
    public Task Wait(CancellationToken ct) => _news.Reader.WaitToReadAsync(ct).AsTask();
}

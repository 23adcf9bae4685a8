using System.Threading.Channels;
using OrleansOrders.Domain;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>
/// What the hub has for one stream: a bounded number of notifications, and whether some are missing from it. The stream looks whether some are
/// missing before it takes each: those before a gap are taken before it is made, so none behind it is ever taken unseen.
/// </summary>
sealed class NotificationSubscription(CustomerId customer, Caller caller, int capacity)
{
    /// <summary>Bodies that wait here at most, in bytes; one always may.</summary>
    const long MaxBytes = 256 * 1024;

    // Null is no notification: it only wakes the reader.
    readonly Channel<Notification?> _news = Channel.CreateBounded<Notification?>(new BoundedChannelOptions(capacity) { SingleReader = true });
    int _missed;
    long _bytes;

    public CustomerId Customer => customer;

    public Caller Caller => caller;

    /// <summary>Never waits: a notification that there is no room for is missed.</summary>
    public void Offer(Notification notification)
    {
        var size = notification.Body.Length;
        var waiting = Interlocked.Add(ref _bytes, size);
        if ((waiting == size || waiting <= MaxBytes) && _news.Writer.TryWrite(notification)) return;
        Interlocked.Add(ref _bytes, -size);
        Volatile.Write(ref _missed, 1);
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
    public bool TryTake(out Notification? notification)
    {
        if (!_news.Reader.TryRead(out notification)) return false;
        if (notification is not null) Interlocked.Add(ref _bytes, -notification.Body.Length);
        return true;
    }

    /// <summary>Ends when there is something to take.</summary>
    public Task Wait(CancellationToken ct) => _news.Reader.WaitToReadAsync(ct).AsTask();
}

/// <summary>Which bound a further stream would exceed.</summary>
enum StreamRefusal
{
    /// <summary>Those of the process: another one may have room.</summary>
    Process,

    /// <summary>Those of the customer.</summary>
    Customer,

    /// <summary>Those of the caller.</summary>
    Caller,
}

using System.Threading.Channels;

namespace OrleansOrders.Api;

/// <summary>
/// The hub's buffer of one stream: a bounded number of notifications, and a flag for missed ones. The stream checks the flag before it
/// takes each notification. Notifications before a gap are queued before the flag is set, so no notification behind a gap is taken
/// unnoticed.
/// </summary>
sealed class NotificationSubscription(CustomerId customer, Caller caller, int capacity)
{
    /// <summary>Maximum total size of the buffered bodies in bytes; one body is always accepted.</summary>
    const long MaxBytes = 256 * 1024;

    // Null is not a notification; it only wakes the reader.
    readonly Channel<Notification?> _news = Channel.CreateBounded<Notification?>(new BoundedChannelOptions(capacity) { SingleReader = true });
    int _missed;
    long _bytes;

    public CustomerId Customer => customer;

    public Caller Caller => caller;

    /// <summary>Never waits: a notification that does not fit is recorded as missed.</summary>
    public void Offer(Notification notification)
    {
        var size = notification.Body.Length;
        var waiting = Interlocked.Add(ref _bytes, size);
        if ((waiting == size || waiting <= MaxBytes) && _news.Writer.TryWrite(notification)) return;
        Interlocked.Add(ref _bytes, -size);
        Volatile.Write(ref _missed, 1);
    }

    /// <summary>Records that the log may contain notifications that were not offered.</summary>
    public void Miss()
    {
        Volatile.Write(ref _missed, 1);
        _news.Writer.TryWrite(null);
    }

    /// <summary>Whether a notification was missed since the last call; then the log must be read.</summary>
    public bool HasMissed() => Interlocked.Exchange(ref _missed, 0) == 1;

    /// <summary>Returns false if the buffer is empty; null is a wake-up.</summary>
    public bool TryTake(out Notification? notification)
    {
        if (!_news.Reader.TryRead(out notification)) return false;
        if (notification is not null) Interlocked.Add(ref _bytes, -notification.Body.Length);
        return true;
    }

    /// <summary>Completes when there is something to take.</summary>
    public Task Wait(CancellationToken ct) => _news.Reader.WaitToReadAsync(ct).AsTask();
}

/// <summary>The limit that a further stream would exceed.</summary>
enum StreamRefusal
{
    /// <summary>The process's limit; another process may have room.</summary>
    Process,

    /// <summary>The customer's limit.</summary>
    Customer,

    /// <summary>The caller's limit.</summary>
    Caller,
}

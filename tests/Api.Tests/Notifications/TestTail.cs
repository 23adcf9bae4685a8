using System.Text;

namespace OrleansOrders.Api.Tests;

/// <summary>The notification log in memory; its places have gaps, as those of the database may. Counts who asks.</summary>
sealed class TestTail : INotificationTail
{
    readonly Lock _gate = new();
    readonly List<Notification> _log = [];

    public Exception? Failure { get; set; }

    /// <summary>Questions for the last place.</summary>
    public int PlaceReads;

    /// <summary>Questions for what anyone was told.</summary>
    public int Rounds;

    /// <summary>Questions for what one customer was told.</summary>
    public int CustomerReads;

    public Notification Append(string customer, string text = "")
    {
        lock (_gate)
        {
            var notification = Told(customer, _log.Count + 1, text);
            _log.Add(notification);
            return notification;
        }
    }

    public static Notification Told(string customer, int n, string text) => new(
        $"o-{n}:3:order.confirmed", CustomerId.Parse(customer), OrderId.Parse($"o-{n}"), "order.confirmed", Encoding.UTF8.GetBytes($$"""{"text":"{{text}}"}"""), DateTimeOffset.UnixEpoch, n * 3);

    public IReadOnlyList<Notification> Of(string customer)
    {
        lock (_gate) return [.. _log.Where(notification => notification.CustomerId.Value == customer)];
    }

    /// <summary>The last place that a follower may read; null: all that there are.</summary>
    public long? Settled { get; set; }

    public Task<LogEnd> ReadEnd(CancellationToken ct) => Answer(ref PlaceReads, log => new LogEnd(Math.Min(Settled ?? long.MaxValue, Last(log)), Last(log)));

    public Task<NotificationBatch> ReadAfter(long seq, int limit, CancellationToken ct) =>
        Answer(ref Rounds, log => Page(log, seq, limit));

    public Task<NotificationBatch> ReadAfter(CustomerId customer, long seq, int limit, CancellationToken ct) =>
        Answer(ref CustomerReads, log => Page(log.Where(notification => notification.CustomerId == customer), seq, limit));

    static long Last(List<Notification> log) => log.Count == 0 ? 0 : log[^1].Seq;

    NotificationBatch Page(IEnumerable<Notification> log, long seq, int limit)
    {
        List<Notification> page = [.. log.Where(notification => notification.Seq > seq && notification.Seq <= (Settled ?? long.MaxValue)).Take(limit)];
        return new(page, page.Count == limit);
    }

    Task<T> Answer<T>(ref int count, Func<List<Notification>, T> answer)
    {
        Interlocked.Increment(ref count);
        if (Failure is { } failure) return Task.FromException<T>(failure);
        lock (_gate) return Task.FromResult(answer(_log));
    }
}

using Npgsql;
using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Storage;

/// <summary>The notification log.</summary>
public interface INotificationReads
{
    /// <summary>A page, newest first; of all customers where none is named.</summary>
    Task<Page<Notification>> List(CustomerId? customer, int limit, PageCursor? cursor, CancellationToken cancellationToken);
}

/// <summary>
/// The notification log for those who follow it: oldest first, up to where it is settled, so that whoever has read up to some place and asks for what
/// follows misses nothing. At most <see cref="Page{T}.MaxLimit"/> at a time, and less where they are large.
/// </summary>
public interface INotificationTail
{
    /// <summary>Where the log ends now.</summary>
    Task<LogEnd> ReadEnd(CancellationToken cancellationToken);

    /// <summary>What anyone was told after <paramref name="seq"/>.</summary>
    Task<NotificationBatch> ReadAfter(long seq, int limit, CancellationToken cancellationToken);

    /// <summary>What one customer was told after <paramref name="seq"/>.</summary>
    Task<NotificationBatch> ReadAfter(CustomerId customer, long seq, int limit, CancellationToken cancellationToken);
}

/// <summary>
/// What customers were told, in the order of its place. A reader that has read up to some place and asks for what follows misses nothing: what follows is
/// returned up to the first place whose transaction may still commit. Keep one instance for a database: it knows how far that was.
/// <see cref="StorageUnavailableException"/> when the database is away.
/// </summary>
public sealed class NotificationLog(NpgsqlDataSource dataSource) : INotificationReads, INotificationTail
{
    const string Columns = "select event_id, customer_id, order_id, kind, body, at, seq from notifications ";

    /// <summary>What one stream reads at a time, in bytes: each keeps it until its client has read it.</summary>
    const int StreamBytes = 256 * 1024;

    readonly Lock _gate = new();
    long _settled;

    /// <summary>What a customer was told, newest first; what all were told where none is named.</summary>
    public async Task<Page<Notification>> List(CustomerId? customer, int limit, PageCursor? cursor, CancellationToken cancellationToken)
    {
        Page<Notification>.Checked(limit);
        var before = cursor?.For(PageList.Notifications).Number ?? long.MaxValue;
        var rows = new PageRows<Notification>(PageRows<Notification>.ListBytes, Read, Size);
        _ = customer is { } whose
            ? await dataSource.Query(
                Columns + "where customer_id = $1 and seq < $2 order by seq desc limit $3", command => command.With(whose.Value).With(before).With(limit + 1), rows.Take, cancellationToken)
            : await dataSource.Query(Columns + "where seq < $1 order by seq desc limit $2", command => command.With(before).With(limit + 1), rows.Take, cancellationToken);
        return Page<Notification>.Of(rows, limit, notification => PageCursor.Notification(notification.Seq));
    }

    /// <summary>What a customer was told after <paramref name="seq"/>, oldest first; less than the limit where that is a lot.</summary>
    public Task<NotificationBatch> ReadAfter(CustomerId customer, long seq, int limit, CancellationToken cancellationToken) => ReadAfter(
        Columns + "where seq > $1 and seq <= $2 and customer_id = $4 order by seq limit $3", customer, seq, limit, StreamBytes, cancellationToken);

    /// <summary>What all customers were told after <paramref name="seq"/>, oldest first: for a process that feeds many streams.</summary>
    public Task<NotificationBatch> ReadAfter(long seq, int limit, CancellationToken cancellationToken) =>
        ReadAfter(Columns + "where seq > $1 and seq <= $2 order by seq limit $3", null, seq, limit, PageRows<Notification>.ListBytes, cancellationToken);

    /// <summary>Where the log ends now.</summary>
    public async Task<LogEnd> ReadEnd(CancellationToken cancellationToken)
    {
        var end = (await dataSource.Query(
            "select notifications_settled(), notification_drawn()", static _ => { }, row => new LogEnd(row.GetInt64(0), row.GetInt64(1)), cancellationToken))[0];
        lock (_gate)
        {
            // What was settled stays settled: a lock taken since then covers only what was drawn since then, also where it names less. Only another database, restored
            // from a backup, has drawn less than was settled.
            _settled = end.Drawn < _settled ? end.Settled : Math.Max(_settled, end.Settled);
            return end with { Settled = _settled };
        }
    }

    async Task<NotificationBatch> ReadAfter(string sql, CustomerId? customer, long seq, int limit, int maxBytes, CancellationToken cancellationToken)
    {
        Page<Notification>.Checked(limit);

        // Asked before the rows: all of them up to there are in the snapshot that the next statement takes.
        var end = await ReadEnd(cancellationToken);
        if (end.Settled <= seq) return new([], More: false);
        var rows = new PageRows<Notification>(maxBytes, Read, Size);
        await dataSource.Query(sql, Parameters, rows.Take, cancellationToken);
        return new(rows.Kept, rows.IsCut || rows.Kept.Count == limit);

        void Parameters(NpgsqlCommand command)
        {
            command.With(seq).With(end.Settled).With(limit);
            if (customer is { } whose) command.With(whose.Value);
        }
    }

    static int Size(Notification notification) => notification.Body.Length;

    static Notification Read(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            CustomerId.Parse(row.GetString(1)),
            OrderId.Parse(row.GetString(2)),
            row.GetString(3),
            row.GetFieldValue<byte[]>(4),
            row.GetFieldValue<DateTimeOffset>(5),
            row.GetInt64(6));
}

/// <summary>Something a customer is told, once.</summary>
/// <param name="EventId">The id of what happened, that its messages have too.</param>
/// <param name="CustomerId">Who is told.</param>
/// <param name="OrderId">About which order.</param>
/// <param name="Kind">What happened, as the routing key of the event says it.</param>
/// <param name="Body">What is told, UTF-8 JSON.</param>
/// <param name="At">When it happened, UTC, in whole microseconds.</param>
/// <param name="Seq">Its place in the log, from 1. A larger one may be committed first.</param>
public sealed record Notification(
    string EventId, CustomerId CustomerId, OrderId OrderId, string Kind, ReadOnlyMemory<byte> Body, DateTimeOffset At, long Seq);

/// <summary>What follows some place of the log.</summary>
/// <param name="News">Oldest first.</param>
/// <param name="More">There may be more behind it.</param>
public sealed record NotificationBatch(IReadOnlyList<Notification> News, bool More);

/// <summary>Where the notification log ends.</summary>
/// <param name="Settled">Every notification up to this place is in the log, or never will be. Followers read up to here.</param>
/// <param name="Drawn">The last place that was given out, committed or not; 0 for an empty log. No place beyond it is one of this log.</param>
public readonly record struct LogEnd(long Settled, long Drawn);

using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>Reads of the notification log.</summary>
public interface INotificationReads
{
    /// <summary>A page, newest first; of all customers if <paramref name="customer"/> is null.</summary>
    Task<Page<Notification>> List(CustomerId? customer, int limit, PageCursor? cursor, CancellationToken cancellationToken);
}

/// <summary>
/// Reads the notification log for followers: oldest first, only up to the settled position, so that a follower that continues from its last
/// position misses nothing. At most <see cref="Page{T}.MaxLimit"/> notifications at a time, fewer if they are large.
/// </summary>
public interface INotificationTail
{
    /// <summary>The current end of the log.</summary>
    Task<LogEnd> ReadEnd(CancellationToken cancellationToken);

    /// <summary>The notifications of all customers after <paramref name="seq"/>.</summary>
    Task<NotificationBatch> ReadAfter(long seq, int limit, CancellationToken cancellationToken);

    /// <summary>The notifications of one customer after <paramref name="seq"/>.</summary>
    Task<NotificationBatch> ReadAfter(CustomerId customer, long seq, int limit, CancellationToken cancellationToken);
}

/// <summary>
/// The notifications of customers, ordered by position. A reader that continues from its last position misses nothing: reads stop before
/// the first position whose transaction may still commit. Use one instance per database, because it keeps the settled position. Throws
/// <see cref="StorageUnavailableException"/> if the database is unavailable.
/// </summary>
public sealed class NotificationLog(NpgsqlDataSource dataSource) : INotificationReads, INotificationTail
{
    const string Columns = "select event_id, customer_id, order_id, kind, body, at, seq from notifications ";

    /// <summary>Maximum size in bytes of one read of a stream: the stream keeps the result until its client has read it.</summary>
    const int StreamBytes = 256 * 1024;

    readonly Lock _gate = new();
    long _settled;

    /// <inheritdoc />
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

    /// <inheritdoc />
    public Task<NotificationBatch> ReadAfter(CustomerId customer, long seq, int limit, CancellationToken cancellationToken) => ReadAfter(
        Columns + "where seq > $1 and seq <= $2 and customer_id = $4 order by seq limit $3", customer, seq, limit, StreamBytes, cancellationToken);

    /// <summary>
    /// The notifications of all customers after <paramref name="seq"/>, oldest first, for a process that feeds many streams.
    /// </summary>
    public Task<NotificationBatch> ReadAfter(long seq, int limit, CancellationToken cancellationToken) =>
        ReadAfter(Columns + "where seq > $1 and seq <= $2 order by seq limit $3", null, seq, limit, PageRows<Notification>.ListBytes, cancellationToken);

    /// <inheritdoc />
    public async Task<LogEnd> ReadEnd(CancellationToken cancellationToken)
    {
        var end = (await dataSource.Query(
            "select notifications_settled(), notification_drawn()", static _ => { }, row => new LogEnd(row.GetInt64(0), row.GetInt64(1)), cancellationToken))[0];
        lock (_gate)
        {
            // A settled position stays settled: a lock taken later covers only positions drawn later, even if it names a smaller one. A
            // smaller drawn position means that the database was restored from a backup.
            _settled = end.Drawn < _settled ? end.Settled : Math.Max(_settled, end.Settled);
            return end with { Settled = _settled };
        }
    }

    async Task<NotificationBatch> ReadAfter(string sql, CustomerId? customer, long seq, int limit, int maxBytes, CancellationToken cancellationToken)
    {
        Page<Notification>.Checked(limit);

        // Read before the rows: the next statement's snapshot then contains every row up to this end.
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

/// <summary>One notification of a customer. It is sent once.</summary>
/// <param name="EventId">The id of the event, shared with the event's own messages.</param>
/// <param name="CustomerId">The recipient.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Kind">The kind of event, equal to the event's routing key.</param>
/// <param name="Body">The content, UTF-8 JSON.</param>
/// <param name="At">Time of the event, UTC, in whole microseconds.</param>
/// <param name="Seq">Position in the log, from 1. A larger position may be committed first.</param>
public sealed record Notification(
    string EventId, CustomerId CustomerId, OrderId OrderId, string Kind, ReadOnlyMemory<byte> Body, DateTimeOffset At, long Seq);

/// <summary>The notifications after a position of the log.</summary>
/// <param name="News">Oldest first.</param>
/// <param name="More">True if there may be more.</param>
public sealed record NotificationBatch(IReadOnlyList<Notification> News, bool More);

/// <summary>The end of the notification log.</summary>
/// <param name="Settled">Every notification up to this position is in the log or will never be. Followers read up to this position.</param>
/// <param name="Drawn">
/// The last position that was assigned, committed or not; 0 for an empty log. No larger position belongs to this log.
/// </param>
public readonly record struct LogEnd(long Settled, long Drawn);

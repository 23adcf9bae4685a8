using System.Runtime.InteropServices;
using Npgsql;
using NpgsqlTypes;
using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>
/// What customers were told, in the order in which it was committed: whoever has read up to some place and asks for what follows misses nothing.
/// <see cref="StorageUnavailableException"/> when the database is away.
/// </summary>
public sealed class NotificationLog(NpgsqlDataSource dataSource)
{
    const string Columns = "select event_id, customer_id, order_id, kind, body, at, seq from notifications ";

    /// <summary>What one stream reads at a time, in bytes: each keeps it until its client has read it.</summary>
    const int StreamBytes = 256 * 1024;

    /// <summary>
    /// Appends what is not there yet, in one commit, and returns just that, in the order given, with its place. Repeats within
    /// <paramref name="notifications"/> count as well. <see cref="UnstorableException"/> where one of them can never be stored: then none is.
    /// </summary>
    public async Task<IReadOnlyList<Notification>> Append(IReadOnlyList<Notification> notifications, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notifications);
        if (notifications.Count == 0) return [];
        var distinct = notifications.DistinctBy(notification => notification.EventId, StringComparer.Ordinal).ToArray();
        var places = await Insert(distinct, cancellationToken);
        return [.. distinct.Where(n => places.ContainsKey(n.EventId)).Select(n => n with { Seq = places[n.EventId] })];
    }

    /// <summary>What a customer was told, newest first; what all were told where none is named.</summary>
    public async Task<Page<Notification>> List(CustomerId? customerId, int limit, PageCursor? cursor, CancellationToken cancellationToken)
    {
        Page<Notification>.Checked(limit);
        var before = cursor?.For(PageList.Notifications).Number ?? long.MaxValue;
        var rows = Rows(PageRows<Notification>.ListBytes);
        _ = customerId is { } customer
            ? await dataSource.Query(
                Columns + "where customer_id = $1 and seq < $2 order by seq desc limit $3", command => command.With(customer.Value).With(before).With(limit + 1), rows.Take, cancellationToken)
            : await dataSource.Query(Columns + "where seq < $1 order by seq desc limit $2", command => command.With(before).With(limit + 1), rows.Take, cancellationToken);
        return Page<Notification>.Of(rows, limit, notification => PageCursor.Notification(notification.Seq));
    }

    /// <summary>What a customer was told after <paramref name="seq"/>, oldest first; less than the limit where that is a lot.</summary>
    public async Task<NotificationBatch> ReadAfter(CustomerId customerId, long seq, int limit, CancellationToken cancellationToken)
    {
        var rows = Rows(StreamBytes);
        await dataSource.Query(
            Columns + "where customer_id = $1 and seq > $2 order by seq limit $3",
            command => command.With(customerId.Value).With(seq).With(Page<Notification>.Checked(limit)),
            rows.Take,
            cancellationToken);
        return Batch(rows, limit);
    }

    /// <summary>What all customers were told after <paramref name="seq"/>, oldest first: for a process that feeds many streams.</summary>
    public async Task<NotificationBatch> ReadAfter(long seq, int limit, CancellationToken cancellationToken)
    {
        var rows = Rows(PageRows<Notification>.ListBytes);
        await dataSource.Query(
            Columns + "where seq > $1 order by seq limit $2",
            command => command.With(seq).With(Page<Notification>.Checked(limit)),
            rows.Take,
            cancellationToken);
        return Batch(rows, limit);
    }

    /// <summary>The last place in use, 0 for an empty log: where a stream that only wants what is new begins.</summary>
    public async Task<long> LastSeq(CancellationToken cancellationToken) =>
        (await dataSource.Query("select coalesce(max(seq), 0) from notifications", static _ => { }, row => row.GetInt64(0), cancellationToken))[0];

    async Task<Dictionary<string, long>> Insert(Notification[] distinct, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await dataSource.Translated(() => dataSource.Write(
                "select event_id, seq from notifications_append($1, $2, $3, $4, $5, $6)",
                command => command
                    .WithMany(NpgsqlDbType.Text, Array.ConvertAll(distinct, n => n.EventId))
                    .WithMany(NpgsqlDbType.Text, Array.ConvertAll(distinct, n => n.CustomerId.Value))
                    .WithMany(NpgsqlDbType.Text, Array.ConvertAll(distinct, n => n.OrderId.Value))
                    .WithMany(NpgsqlDbType.Text, Array.ConvertAll(distinct, n => n.Kind))
                    .WithMany(NpgsqlDbType.Jsonb, Array.ConvertAll(distinct, n => Bytes(n.Body)))
                    .WithMany(NpgsqlDbType.TimestampTz, Array.ConvertAll(distinct, n => n.At.UtcDateTime)),
                row => (EventId: row.GetString(0), Seq: row.GetInt64(1)),
                cancellationToken));
            return rows.ToDictionary(row => row.EventId, row => row.Seq, StringComparer.Ordinal);
        }
        catch (PostgresException exception) when (PostgresErrors.IsAboutAValue(exception))
        {
            // What senders put into a message is not ours to bound beforehand; the database says itself what it does not take.
            throw new UnstorableException(exception.MessageText, exception);
        }
    }

    static PageRows<Notification> Rows(int maxBytes) => new(maxBytes, Read, notification => notification.Body.Length);

    static NotificationBatch Batch(PageRows<Notification> rows, int limit) => new(rows.Kept, rows.IsCut || rows.Kept.Count == limit);

    static Notification Read(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            CustomerId.Parse(row.GetString(1)),
            OrderId.Parse(row.GetString(2)),
            row.GetString(3),
            row.GetFieldValue<byte[]>(4),
            row.GetFieldValue<DateTimeOffset>(5))
        {
            Seq = row.GetInt64(6),
        };

    static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is { } array && segment.Count == array.Length ? array : memory.ToArray();
}

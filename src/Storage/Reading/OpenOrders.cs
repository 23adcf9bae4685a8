using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>Reads of stored orders that are not final; see <see cref="OpenOrders"/>.</summary>
public interface IOpenOrderReads
{
    /// <summary>Orders that are <c>pending</c> and were accepted before <paramref name="createdBefore"/>, oldest first.</summary>
    Task<IReadOnlyList<OpenOrder>> PendingSince(DateTimeOffset createdBefore, int limit, OpenOrder? after, CancellationToken cancellationToken);

    /// <summary>Orders whose deadline is before <paramref name="now"/>, ordered by deadline.</summary>
    Task<IReadOnlyList<OpenOrder>> Expired(DateTimeOffset now, int limit, OpenOrder? after, CancellationToken cancellationToken);

    /// <summary>The order's content; null if there is no such order.</summary>
    Task<NewOrder?> Content(OrderId id, CancellationToken cancellationToken);
}

/// <summary>
/// Reads for the reconciler: orders that have been waiting too long. An index over the orders that are not final serves both queries,
/// oldest first; pass the last order as <c>after</c> to continue. Throws <see cref="StorageUnavailableException"/> if the database is
/// unavailable.
/// </summary>
public sealed class OpenOrders(NpgsqlDataSource dataSource) : IOpenOrderReads
{
    internal const string PendingSql =
        Columns + "and status = 'pending' and created_at < $1 and (created_at, key) > ($2, $3) order by created_at, key limit $4";

    internal const string ExpiredSql = Columns + "and expires_at < $1 and (expires_at, key) > ($2, $3) order by expires_at, key limit $4";

    const string Columns = "select key, status, created_at, expires_at from grain_state where is_open and kind = 'order' ";

    /// <inheritdoc />
    public async Task<IReadOnlyList<OpenOrder>> PendingSince(
        DateTimeOffset createdBefore, int limit, OpenOrder? after, CancellationToken cancellationToken) =>
        await dataSource.Query(
            PendingSql,
            command => command.With(UtcText.Of(createdBefore)).With(after is null ? "" : UtcText.Of(after.CreatedAt)).With(KeyOf(after)).With(limit),
            Read,
            cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<OpenOrder>> Expired(DateTimeOffset now, int limit, OpenOrder? after, CancellationToken cancellationToken) =>
        await dataSource.Query(
            ExpiredSql,
            command => command.With(UtcText.Of(now)).With(after is null ? "" : UtcText.Of(after.ExpiresAt)).With(KeyOf(after)).With(limit),
            Read,
            cancellationToken);

    /// <inheritdoc />
    public async Task<NewOrder?> Content(OrderId id, CancellationToken cancellationToken) => (await new OrderReader(dataSource).Find(id, cancellationToken))?.Content;

    static string KeyOf(OpenOrder? after) => after is null ? "" : GrainKeys.Of(after.OrderId);

    static OpenOrder Read(NpgsqlDataReader row) => new(
        GrainKeys.OrderOf(row.GetString(0)),
        row.GetString(1) == "pending" ? OrderStatus.Pending : OrderStatus.Reserved,
        UtcText.Parse(row.GetString(2)),
        UtcText.Parse(row.GetString(3)));
}

/// <summary>An order that is not final.</summary>
public sealed record OpenOrder(OrderId OrderId, OrderStatus Status, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

using System.Text;
using System.Text.Json;
using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>Reads of stored orders. They never lag behind the grains, which write before they reply.</summary>
public interface IOrderReads
{
    /// <summary>The order; null if it does not exist.</summary>
    Task<Order?> Find(OrderId id, CancellationToken cancellationToken);

    /// <summary>A page, newest first.</summary>
    Task<Page<Order>> List(OrderQuery query, CancellationToken cancellationToken);
}

/// <summary>
/// Reads committed orders without calling grains. Throws <see cref="StorageUnavailableException"/> if the database is unavailable.
/// </summary>
public sealed class OrderReader(NpgsqlDataSource dataSource) : IOrderReads
{
    const string Columns = "select key, created_at, state from grain_state ";

    /// <summary>The order's row; null if it does not exist.</summary>
    public async Task<StoredOrderRow?> FindRow(OrderId id, CancellationToken cancellationToken)
    {
        var rows = await dataSource.Query(
            Columns + "where kind = 'order' and key = $1 and state is not null", command => command.With(GrainKeys.Of(id)), Read, cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <inheritdoc />
    public async Task<Order?> Find(OrderId id, CancellationToken cancellationToken) => await FindRow(id, cancellationToken) is { } row ? Parse(row) : null;

    /// <summary>Orders, newest first; orders of the same instant by key, descending.</summary>
    public async Task<Page<Order>> List(OrderQuery query, CancellationToken cancellationToken)
    {
        var page = await ListRows(query, cancellationToken);
        return new([.. page.Items.Select(Parse)], page.Next);
    }

    /// <summary>Same as <see cref="List"/>, without parsing the states.</summary>
    public async Task<Page<StoredOrderRow>> ListRows(OrderQuery query, CancellationToken cancellationToken)
    {
        var limit = Page<StoredOrderRow>.Checked(query.Limit);
        var rows = new PageRows<StoredOrderRow>(PageRows<StoredOrderRow>.ListBytes, Read, row => row.Json.Length);
        await dataSource.Query(Sql(query), command => Parameters(command, query, limit), rows.Take, cancellationToken);
        return Page<StoredOrderRow>.Of(rows, limit, row => PageCursor.Order(row.CreatedAt, row.Key));
    }

    // One text per combination of filters, so that each is a prepared statement with its own plan.
    internal static string Sql(OrderQuery query)
    {
        var sql = new StringBuilder(Columns).Append("where kind = 'order' and state is not null");
        var n = 0;
        if (query.CustomerId is not null) sql.Append(" and customer_id = $").Append(++n);
        if (query.Status is { } status)
        {
            var isOpen = status is OrderStatus.Pending or OrderStatus.Reserved;
            sql.Append(isOpen ? " and is_open" : " and not is_open").Append(query.CustomerId is null && !isOpen ? " and ended = $" : " and status = $").Append(++n);
        }

        if (query.Cursor is not null) sql.Append(" and (created_at, key) < ($").Append(++n).Append(", $").Append(++n).Append(')');
        return sql.Append(" order by created_at desc, key desc limit $").Append(++n).ToString();
    }

    internal static void Parameters(NpgsqlCommand command, OrderQuery query, int limit)
    {
        if (query.CustomerId is { } customer) command.With(customer.Value);
        if (query.Status is { } status) command.With(Text(status));
        if (query.Cursor?.For(PageList.Orders) is { } cursor) command.With(cursor.Sort).With(cursor.Key);
        command.With(limit + 1);
    }

    static string Text(OrderStatus status) => status switch
    {
        OrderStatus.Pending => "pending",
        OrderStatus.Reserved => "reserved",
        OrderStatus.Confirmed => "confirmed",
        OrderStatus.Failed => "failed",
        OrderStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    static StoredOrderRow Read(NpgsqlDataReader row) => new(row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2));

    static Order Parse(StoredOrderRow row) =>
        JsonSerializer.Deserialize(row.Json.Span, StoredJson.Default.StoredOrder)?.ToOrder() ?? throw new JsonException($"The state of {row.Key} is null.");
}

/// <summary>A query for a list of orders.</summary>
public sealed record OrderQuery
{
    /// <summary>Only orders of this customer.</summary>
    public CustomerId? CustomerId { get; init; }

    /// <summary>
    /// Only orders in this status. Served by an index over completed orders, an index over open orders, or the index of the customer's
    /// orders.
    /// </summary>
    public OrderStatus? Status { get; init; }

    /// <summary>Maximum number of orders to return, 1 to <see cref="Page{T}.MaxLimit"/>.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Position after which to continue.</summary>
    public PageCursor? Cursor { get; init; }
}

/// <summary>An order as stored in the table.</summary>
/// <param name="Key">The grain's key.</param>
/// <param name="CreatedAt">Same value as in the JSON.</param>
/// <param name="Json">The state, UTF-8: a <see cref="StoredOrder"/>.</param>
public sealed record StoredOrderRow(string Key, string CreatedAt, ReadOnlyMemory<byte> Json);

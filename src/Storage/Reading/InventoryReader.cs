using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>Reads of committed stock.</summary>
public interface IInventoryReads
{
    /// <summary>The item; null if it does not exist.</summary>
    Task<InventoryEntry?> Find(Sku sku, CancellationToken cancellationToken);

    /// <summary>A page, ordered by SKU.</summary>
    Task<Page<InventoryEntry>> List(int limit, PageCursor? cursor, CancellationToken cancellationToken);
}

/// <summary>
/// Reads committed stock without calling grains. Throws <see cref="StorageUnavailableException"/> if the database is unavailable.
/// </summary>
public sealed class InventoryReader(NpgsqlDataSource dataSource) : IInventoryReads
{
    const string Columns = "select sku, available, reserved, sold, received from inventory ";

    /// <inheritdoc />
    public async Task<InventoryEntry?> Find(Sku sku, CancellationToken cancellationToken)
    {
        var rows = await dataSource.Query(Columns + "where sku = $1", command => command.With(sku.Value), Read, cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Items ordered by SKU (ordinal).</summary>
    public async Task<Page<InventoryEntry>> List(int limit, PageCursor? cursor, CancellationToken cancellationToken)
    {
        Page<InventoryEntry>.Checked(limit);
        var rows = await dataSource.Query(
            Columns + "where sku > $1 order by sku limit $2",
            command => command.With(cursor?.For(PageList.Inventory).Key ?? "").With(limit + 1),
            Read,
            cancellationToken);
        return Page<InventoryEntry>.Of(rows, limit, entry => PageCursor.Item(entry.Sku.Value));
    }

    static InventoryEntry Read(NpgsqlDataReader row) =>
        new(Sku.Parse(row.GetString(0)), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));
}

/// <summary>An item's stock in units, as committed: <c>Received = Available + Reserved + Sold</c>.</summary>
public sealed record InventoryEntry(Sku Sku, long Available, long Reserved, long Sold, long Received);

using Npgsql;
using NpgsqlTypes;

namespace OrleansOrders.Storage;

/// <summary>The statements on <c>item</c>, <c>hold</c> and <c>adjustment</c>.</summary>
sealed class StockRows(NpgsqlDataSource dataSource) : IStockRows
{
    // Wrapped in a select for the same reason as in GrainRows.
    const string LoadSql =
        "select i.n, t.received, t.available, t.version from unnest((select $1)) with ordinality as i (sku, n) " +
        "cross join lateral (select received, available, version from item where sku = i.sku limit 1) t";

    /// <inheritdoc />
    public Task<StockCommit[]> Commit(IReadOnlyList<StockBatch> batches, CancellationToken cancellationToken) =>
        new StockStatement(batches).Execute(dataSource, cancellationToken);

    /// <inheritdoc />
    public async Task<Item[]> Load(IReadOnlyList<Sku> skus, CancellationToken cancellationToken)
    {
        var rows = await dataSource.Run(
            LoadSql,
            command => command.WithMany(NpgsqlDbType.Text, skus.Select(sku => sku.Value).ToArray()),
            row => (At: (int)row.GetInt64(0) - 1,
                Received: row.GetInt64(1), Available: row.GetInt64(2), Version: row.GetInt64(3)),
            cancellationToken);
        var items = new Item[skus.Count];
        for (var i = 0; i < items.Length; i++) items[i] = Item.Unknown(skus[i]);
        foreach (var row in rows)
        {
            items[row.At] = new() { Sku = skus[row.At], Received = row.Received, Available = row.Available, Version = row.Version };
        }

        return items;
    }

    /// <inheritdoc />
    public Exception Explain(Exception failure) => PostgresErrors.Translate(dataSource, failure);
}

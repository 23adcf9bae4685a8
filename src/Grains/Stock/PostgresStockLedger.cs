using Npgsql;
using NpgsqlTypes;
using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>
/// The stock ledger in PostgreSQL: the commits of many items that arrive while a statement is under way travel together in the next one. One round
/// trip a commit, no lock outlives its statement. <see cref="StorageUnavailableException"/> leaves open whether the commit happened.
/// </summary>
public sealed class PostgresStockLedger : IStockLedger, IAsyncDisposable
{
    const string LoadSql =
        "select i.n, t.received, t.available, t.held, t.version from unnest($1) with ordinality as i (sku, n) " +
        "cross join lateral (select received, available, held, version from item where sku = i.sku limit 1) t";

    readonly NpgsqlDataSource _dataSource;
    readonly Batcher<StockBatch, StockCommit> _commits;
    readonly Batcher<Sku, Item> _loads;

    /// <summary>Starts the loops; <see cref="DisposeAsync"/> ends them. The data source is not disposed here.</summary>
    public PostgresStockLedger(NpgsqlDataSource dataSource, StockLedgerOptions? options = null)
    {
        options ??= new StockLedgerOptions();
        _dataSource = dataSource;
        _commits = new(
            options.Commits, (batch, token) => PostgresBatch.Run(dataSource, batch, Commit, token), SameItem.Instance, StockStatement.SizeOf);
        _loads = new(options.Loads, (batch, token) => PostgresBatch.Run(dataSource, batch, Load, token));
    }

    /// <inheritdoc />
    public Task<Item> Load(Sku sku, CancellationToken cancellationToken) => _loads.Run(sku, cancellationToken);

    /// <inheritdoc />
    public Task<StockCommit> Commit(StockBatch batch, CancellationToken cancellationToken) => _commits.Run(batch, cancellationToken);

    /// <summary>Takes nothing more, commits what was accepted, and waits for the loops to end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _commits.DisposeAsync();
        await _loads.DisposeAsync();
    }

    async Task Commit(IReadOnlyList<BatchItem<StockBatch, StockCommit>> items, CancellationToken cancellationToken)
    {
        // The order in which rows are locked: ordinal here, "C" there, the same for the characters that an id may have.
        var sorted = items.OrderBy(item => item.Value.Sku.Value, StringComparer.Ordinal).ToArray();
        var statement = new StockStatement([.. sorted.Select(item => item.Value)]);
        var outcomes = await statement.Execute(_dataSource, cancellationToken);
        for (var i = 0; i < sorted.Length; i++) sorted[i].Complete(outcomes[i]);
    }

    async Task Load(IReadOnlyList<BatchItem<Sku, Item>> items, CancellationToken cancellationToken)
    {
        var rows = await _dataSource.Run(
            LoadSql,
            command => command.WithMany(NpgsqlDbType.Text, items.Select(item => item.Value.Value).ToArray()),
            row => (At: (int)row.GetInt64(0) - 1,
                Received: row.GetInt64(1), Available: row.GetInt64(2), Held: row.GetInt64(3), Version: row.GetInt64(4)),
            cancellationToken);
        foreach (var row in rows)
        {
            var item = items[row.At];
            item.Complete(new() { Sku = item.Value, Received = row.Received, Available = row.Available, Held = row.Held, Version = row.Version });
        }

        foreach (var item in items)
        {
            if (!item.IsSettled) item.Complete(Item.Unknown(item.Value));
        }
    }

    sealed class SameItem : IEqualityComparer<StockBatch>
    {
        public static SameItem Instance { get; } = new();

        public bool Equals(StockBatch? x, StockBatch? y) => x?.Sku == y?.Sku;

        public int GetHashCode(StockBatch obj) => obj.Sku.GetHashCode();
    }
}

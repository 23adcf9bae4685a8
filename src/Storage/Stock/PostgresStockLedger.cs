using Microsoft.Extensions.Options;
using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>
/// The stock ledger in PostgreSQL. Commits of many items that arrive while a statement is in progress share the next statement. A commit
/// takes one round trip; no lock outlives its statement. After <see cref="StorageUnavailableException"/> the outcome of a commit is
/// unknown.
/// </summary>
public sealed class PostgresStockLedger : IStockLedger, IAsyncDisposable
{
    readonly IStockRows _rows;
    readonly Batcher<StockBatch, StockCommit> _commits;
    readonly Batcher<Sku, Item> _loads;

    /// <summary>Starts the loops; <see cref="DisposeAsync"/> ends them. The data source is not disposed here.</summary>
    public PostgresStockLedger(NpgsqlDataSource dataSource, StockLedgerOptions? options = null)
#pragma warning disable RS0030 // It is what is passed in.
        : this(new StockRows(dataSource), options ?? new(), TimeProvider.System, TaskScheduler.Default)
#pragma warning restore RS0030
    {
    }

    internal PostgresStockLedger(IStockRows rows, StockLedgerOptions options, TimeProvider clock, TaskScheduler scheduler)
    {
        _rows = rows;
        _commits = new(
            options.Commits,
            (batch, token) => PostgresBatch.Run(batch, Commit, rows.Explain, token),
            SameItem.Instance,
            StockStatement.SizeOf,
            clock,
            scheduler);
        _loads = new(options.Loads, (batch, token) => PostgresBatch.Run(batch, Load, rows.Explain, token), clock: clock, scheduler: scheduler);
    }

    /// <inheritdoc />
    public Task<Item> Load(Sku sku, CancellationToken cancellationToken) => _loads.Run(sku, cancellationToken);

    /// <inheritdoc />
    public Task<StockCommit> Commit(StockBatch batch, CancellationToken cancellationToken) => _commits.Run(batch, cancellationToken);

    /// <summary>Accepts no more calls, commits the queued batches, and waits for the loops to end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _commits.DisposeAsync();
        await _loads.DisposeAsync();
    }

    async Task Commit(IReadOnlyList<BatchItem<StockBatch, StockCommit>> items, CancellationToken cancellationToken)
    {
        // Determines the order of the row locks. Ordinal here equals collation "C" in the database for the characters that an id may
        // contain.
        var sorted = items.OrderBy(item => item.Value.Sku.Value, StringComparer.Ordinal).ToArray();
        var outcomes = await _rows.Commit([.. sorted.Select(item => item.Value)], cancellationToken);
        for (var i = 0; i < sorted.Length; i++) sorted[i].Complete(outcomes[i]);
    }

    async Task Load(IReadOnlyList<BatchItem<Sku, Item>> items, CancellationToken cancellationToken)
    {
        var loaded = await _rows.Load([.. items.Select(item => item.Value)], cancellationToken);
        for (var i = 0; i < loaded.Length; i++) items[i].Complete(loaded[i]);
    }

    sealed class SameItem : IEqualityComparer<StockBatch>
    {
        public static SameItem Instance { get; } = new();

        public bool Equals(StockBatch? x, StockBatch? y) => x?.Sku == y?.Sku;

        public int GetHashCode(StockBatch obj) => obj.Sku.GetHashCode();
    }
}

/// <summary>Section <c>Storage:Stock</c>: how many items share one commit or load statement.</summary>
public sealed class StockLedgerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage:Stock";

    /// <summary>Concurrent commit statements and their size.</summary>
    [ValidateObjectMembers]
    public BatcherOptions Commits { get; set; } = new();

    /// <summary>Concurrent load statements and their size.</summary>
    [ValidateObjectMembers]
    public BatcherOptions Loads { get; set; } = new();
}

namespace OrleansOrders.Storage;

/// <summary>
/// Statements on the stock rows, each for many items. Each statement is atomic. After an exception its outcome is unknown, unless
/// <see cref="PostgresErrors"/> classifies it.
/// </summary>
interface IStockRows
{
    /// <summary>
    /// Commits the batches that match and returns the outcomes in the same order. The batches must be sorted by SKU and contain each SKU
    /// once.
    /// </summary>
    Task<StockCommit[]> Commit(IReadOnlyList<StockBatch> batches, CancellationToken cancellationToken);

    /// <summary>The items in the given order; an item that does not exist has version 0.</summary>
    Task<Item[]> Load(IReadOnlyList<Sku> skus, CancellationToken cancellationToken);

    /// <summary>Converts a failure of a statement into the exception for callers.</summary>
    Exception Explain(Exception failure);
}

namespace OrleansOrders.Grains;

/// <summary>
/// Durable stock: items, holds and adjustments as rows. Each call is one atomic commit of one item's changes, guarded by the item's
/// version. Commits of many items may share one statement.
/// </summary>
public interface IStockLedger
{
    /// <summary>The committed item; version 0 if it does not exist.</summary>
    Task<Item> Load(Sku sku, CancellationToken cancellationToken);

    /// <summary>
    /// Commits all of <paramref name="batch"/> or none of it. After an exception the outcome is unknown: the caller must discard its state
    /// and load again.
    /// </summary>
    Task<StockCommit> Commit(StockBatch batch, CancellationToken cancellationToken);
}

using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>
/// Where stock is durable: items, holds and adjustments as rows. Each call is one atomic commit of one item's changes, guarded by the item's
/// version; the commits of many items may travel in one statement.
/// </summary>
public interface IStockLedger
{
    /// <summary>The item as committed; version 0 where it does not exist.</summary>
    Task<Item> Load(Sku sku, CancellationToken cancellationToken);

    /// <summary>
    /// Commits <paramref name="batch"/> or nothing of it. An exception means that the outcome is unknown: the caller drops what it believes and
    /// loads again.
    /// </summary>
    Task<StockCommit> Commit(StockBatch batch, CancellationToken cancellationToken);
}

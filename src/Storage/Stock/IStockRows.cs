using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Storage;

/// <summary>
/// The rows of stock, as statements for many items. Each statement is atomic. An exception leaves open whether it happened, unless
/// <see cref="PostgresErrors"/> can tell from it.
/// </summary>
interface IStockRows
{
    /// <summary>Commits what fits; the outcomes in the order of the batches, which come in the order of their SKU and each once.</summary>
    Task<StockCommit[]> Commit(IReadOnlyList<StockBatch> batches, CancellationToken cancellationToken);

    /// <summary>The items, in the order asked for; at version 0 those that do not exist.</summary>
    Task<Item[]> Load(IReadOnlyList<Sku> skus, CancellationToken cancellationToken);

    /// <summary>A failure of a statement as callers are to see it.</summary>
    Exception Explain(Exception failure);
}

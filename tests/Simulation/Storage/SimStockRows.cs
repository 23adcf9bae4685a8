using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.Storage;

namespace OrleansOrders.Simulation;

/// <summary>The port of the real stock ledger, in front of the simulated tables.</summary>
sealed class SimStockRows(ISimStatements statements, SimTables tables) : IStockRows
{
    public Task<StockCommit[]> Commit(IReadOnlyList<StockBatch> batches, CancellationToken cancellationToken) =>
        statements.Run($"commit of {batches.Count} items", () => tables.Commit(batches));

    public Task<Item[]> Load(IReadOnlyList<Sku> skus, CancellationToken cancellationToken) =>
        statements.Run($"load of {skus.Count} items", () => tables.Load(skus));

    public Exception Explain(Exception failure) => failure;
}

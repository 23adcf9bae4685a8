using OrleansOrders.Grains;
using OrleansOrders.Simulation;

namespace OrleansOrders.Storage.Tests;

static partial class Ledgers
{
    /// <summary>The real ledger over the rows of the simulation.</summary>
    static Handle CreateSimulated()
    {
        var ledger = new PostgresStockLedger(new SimStockRows(new DirectStatements(), new SimTables()), new(), TimeProvider.System, TaskScheduler.Default);
        return new(ledger, ledger.DisposeAsync);
    }

    static IEnumerable<string> OfThisEngine => [Simulated];
}

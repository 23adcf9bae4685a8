using Npgsql;

namespace OrleansOrders.Storage.Tests;

/// <summary>The list of stock ledgers.</summary>
public static class Ledgers
{
    const string Memory = nameof(Memory);
    const string Postgres = nameof(Postgres);
    const string Simulated = nameof(Simulated);

    public static TheoryData<string> Names => [Memory, Postgres, Simulated];

    /// <summary>Whether a second one of the same name would have rows of its own.</summary>
    public static bool IsAlone(string name) => name != Postgres;

    /// <summary>A ledger, and what ends it.</summary>
    public static Handle Create(string name, NpgsqlDataSource dataSource)
    {
        if (name == Memory) return new(new MemoryStockLedger(), () => default);
        if (name == Simulated) return CreateSimulated();
        var ledger = new PostgresStockLedger(dataSource);
        return new(ledger, ledger.DisposeAsync);
    }

    /// <summary>The real ledger over the rows of the simulation.</summary>
    static Handle CreateSimulated()
    {
        var ledger = new PostgresStockLedger(new SimStockRows(new DirectStatements(), new SimTables()), new(), TimeProvider.System, TaskScheduler.Default);
        return new(ledger, ledger.DisposeAsync);
    }

    public sealed class Handle(IStockLedger ledger, Func<ValueTask> dispose) : IAsyncDisposable
    {
        public IStockLedger Ledger { get; } = ledger;

        public ValueTask DisposeAsync() => dispose();
    }
}

/// <summary>Short words for what the tests put into a ledger.</summary>
static class StockBuilders
{
    public static readonly Hold Taken3 = new(HoldStatus.Taken, 3);
    public static readonly Hold Released3 = new(HoldStatus.Released, 3);
    public static readonly Hold Tombstone = new(HoldStatus.Released, 0);

    public static OrderId Order(string id) => OrderId.Parse(id);

    public static AdjustmentId Adjustment(string id) => AdjustmentId.Parse(id);

    /// <summary>An item of 10 units as its first adjustment makes it.</summary>
    public static StockBatch Creation(Sku sku, string adjustment = "seed", long units = 10) => new()
    {
        Sku = sku,
        ExpectedVersion = 0,
        Item = new() { Sku = sku, Received = units, Available = units },
        Adjustments = [new(Adjustment(adjustment), units)],
    };

    /// <summary>The item as it becomes when 3 of 10 units are taken.</summary>
    public static Item With3Taken(Sku sku) => new() { Sku = sku, Received = 10, Available = 7 };

    public static StockBatch Holding(Sku sku, long version, string order) => new()
    {
        Sku = sku,
        ExpectedVersion = version,
        Item = With3Taken(sku),
        Holds = [new(Order(order), null, Taken3)],
    };

    public static async Task<long> Done(this Task<StockCommit> commit) => Assert.IsType<StockCommit.Done>(await commit).Version;
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using Npgsql;
using OrleansOrders.Grains;
using OrleansOrders.Storage;

namespace OrleansOrders.Micro;

/// <summary>The statements of the hot path, as many at once as <see cref="AtOnce"/>; needs PostgreSQL as the tests do.</summary>
[SuppressMessage("Design", "CA1001", Justification = "BenchmarkDotNet calls the cleanup.")]
public class StorageBenchmarks
{
    TestDatabase _database = null!;
    NpgsqlDataSource _dataSource = null!;
    PostgresStockLedger _ledger = null!;
    Item[] _items = [];
    int _orders;

    /// <summary>Commits handed in together.</summary>
    [Params(1, 50)]
    public int AtOnce { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        _database = await TestDatabase.CreateAsync();
        _dataSource = StorageDataSource.Create(_database.ConnectionString);
        await Migrator.Migrate(_dataSource, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, CancellationToken.None);
        _ledger = new(_dataSource);
        _items = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(Receive));
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        await _ledger.DisposeAsync();
        await _dataSource.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Benchmark(Description = "reserves of different items, committed")]
    public async Task Reserve() => _items = await Task.WhenAll(_items.Select(Reserve));

    async Task<Item> Receive(int number)
    {
        var sku = Sku.Parse(string.Create(CultureInfo.InvariantCulture, $"i{number}"));
        var next = new Item { Sku = sku, Received = 1_000_000_000, Available = 1_000_000_000, Version = 0 };
        return await Commit(new() { Sku = sku, ExpectedVersion = 0, Item = next, Adjustments = [new(AdjustmentId.Parse("first"), next.Received)] });
    }

    Task<Item> Reserve(Item item)
    {
        var order = OrderId.Parse(string.Create(CultureInfo.InvariantCulture, $"o-{Interlocked.Increment(ref _orders)}"));
        var decision = StockDecider.Decide(item, new StockCommand.Reserve(order, 1), null);
        return Commit(new() { Sku = item.Sku, ExpectedVersion = item.Version, Item = decision.Item, Holds = [new(order, null, decision.Write)] });
    }

    async Task<Item> Commit(StockBatch batch) => await _ledger.Commit(batch, CancellationToken.None) is StockCommit.Done done
        ? batch.Item with { Version = done.Version }
        : throw new InvalidOperationException("Nobody else is at work here.");
}

using static OrleansOrders.Storage.Tests.StockBuilders;

namespace OrleansOrders.Storage.Tests;

public sealed class InventoryReaderTests
{
    [ServerFact]
    public async Task Items_come_by_sku_page_by_page_with_what_is_available_reserved_and_sold()
    {
        await using var database = await StorageDatabase.CreateAsync();
        await using var ledger = new PostgresStockLedger(database.DataSource);
        var reader = new InventoryReader(database.DataSource);
        foreach (var name in new[] { "b", "B", "a", "z", "1" }) await ledger.Commit(Creation(Sku.Parse(name)), default).Done();
        await ledger.Commit(Holding(Sku.Parse("b"), 1, "o1"), default).Done();
        await ledger.Commit(
            new()
            {
                Sku = Sku.Parse("b"),
                ExpectedVersion = 2,
                Item = new() { Sku = Sku.Parse("b"), Received = 10, Available = 5 },
                Holds = [new(Order("o2"), null, new(HoldStatus.Taken, 2)), new(Order("o3"), null, Released3)],
            },
            default).Done();
        await database.ExecuteAsync("insert into grain_state (kind, key, version, is_open) values ('order', 'order:o1', 3, false), ('order', 'order:o2', 2, true), ('order', 'order:o3', 2, false)");

        Assert.Equal(new InventoryEntry(Sku.Parse("b"), Available: 5, Reserved: 2, Sold: 3, Received: 10), await reader.Find(Sku.Parse("b"), default));
        Assert.Null(await reader.Find(Sku.Parse("none"), default));
        var first = await reader.List(3, null, default);
        var second = await reader.List(3, first.Next, default);
        Assert.Equal("1 B a b z", string.Join(' ', first.Items.Concat(second.Items).Select(entry => entry.Sku.Value)));
        Assert.Null(second.Next);
        Assert.Null((await reader.List(5, null, default)).Next);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => reader.List(201, null, default));
    }
}

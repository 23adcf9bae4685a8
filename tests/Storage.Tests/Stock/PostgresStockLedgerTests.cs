using Npgsql;
using static OrleansOrders.Storage.Tests.StockBuilders;

namespace OrleansOrders.Storage.Tests;

/// <summary>That commits travel together, that nobody suffers for his company, and what a lost connection means.</summary>
public sealed class PostgresStockLedgerTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    readonly string _run = "s" + Guid.NewGuid().ToString("N");

    StorageDatabase Database => shared.Database;

    [Theory]
    [InlineData(10, 4, true)]
    [InlineData(10, 10, true)]
    [InlineData(10, 0, true)]
    [InlineData(10, 12, false)]
    [InlineData(10, -2, false)]
    public void What_no_item_can_have_is_not_tried_as_the_usual_case(long received, long available, bool usual)
    {
        var batch = new StockBatch
        {
            Sku = Item("any"),
            ExpectedVersion = 3,
            Item = new() { Sku = Item("any"), Received = received, Available = available },
            Holds = [new(OrderId.Parse("o-1"), new Hold(HoldStatus.Taken, 2), new Hold(HoldStatus.Released, 2))],
        };

        Assert.Equal(usual, StockStatement.IsUsual(batch));
    }

    [ServerFact]
    public async Task Commits_of_items_that_arrive_while_one_is_under_way_travel_in_one_transaction()
    {
        await using var ledger = OneLoop(Database.DataSource);
        await using var gate = await Gate.Close(Database, () => ledger.Commit(Creation(Item("first")), default).Done(), "item");
        var others = Enumerable.Range(0, 40).Select(i => ledger.Commit(Creation(Item($"{i}")), default)).ToArray();
        await gate.Open();
        foreach (var commit in others) await commit.Done();

        Assert.Equal([1, 40], await Database.RowsAsync($"select count(*)::int from item where sku like '{_run}%' group by xmin::text order by 1", row => row.GetInt32(0)));
    }

    [ServerFact]
    public async Task Two_commits_of_one_item_that_wait_together_are_decided_one_after_the_other()
    {
        await using var ledger = OneLoop(Database.DataSource);
        await using var gate = await Gate.Close(Database, () => ledger.Commit(Creation(Item("first")), default).Done(), "item");
        var one = ledger.Commit(Creation(Item("twice"), "one"), default);
        var two = ledger.Commit(Creation(Item("twice"), "two"), default);
        await gate.Open();

        Assert.Equal(1, await one.Done());
        Assert.IsType<StockCommit.Conflict>(await two);
    }

    [ServerFact]
    public async Task A_batch_that_the_table_refuses_does_not_fail_the_others_of_its_statement()
    {
        await using var ledger = OneLoop(Database.DataSource);
        await using var gate = await Gate.Close(Database, () => ledger.Commit(Creation(Item("first")), default).Done(), "item");
        var bad = ledger.Commit(Creation(Item("bad")) with { Item = new() { Sku = Item("bad"), Received = 1, Available = -1 } }, default);
        var oversold = ledger.Commit(Creation(Item("oversold")) with { Item = new() { Sku = Item("oversold"), Received = 1, Available = 2 } }, default);
        var good = Enumerable.Range(0, 10).Select(i => ledger.Commit(Creation(Item($"{i}")), default)).ToArray();
        await gate.Open();

        foreach (var commit in good) await commit.Done();
        Assert.Equal("23514", (await Assert.ThrowsAsync<PostgresException>(() => bad)).SqlState);
        Assert.Equal("23514", (await Assert.ThrowsAsync<PostgresException>(() => oversold)).SqlState);
        Assert.Equal(11L, await Database.ScalarAsync<long>($"select count(*) from adjustment where sku like '{_run}%'"));
    }

    [ServerFact]
    public async Task A_connection_lost_before_or_after_the_commit_is_an_exception_and_the_next_attempt_finds_what_was_done()
    {
        await using var relay = new Relay(Database);
        await using var ledger = OneLoop(relay.DataSource);
        await ledger.Commit(Creation(Item("a")), default).Done();
        relay.Proxy.CutBefore("cut-here");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => ledger.Commit(Holding(Item("a"), 1, "cut-here"), default));
        Assert.Equal((1, 1), (relay.Proxy.Cuts, (await ledger.Load(Item("a"), default)).Version));

        relay.Proxy.CutAfter("cut-here");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => ledger.Commit(Holding(Item("a"), 1, "cut-here"), default));
        Assert.Equal((2, With3Taken(Item("a")) with { Version = 2 }), (relay.Proxy.Cuts, await ledger.Load(Item("a"), default)));
        Assert.IsType<StockCommit.Conflict>(await ledger.Commit(Holding(Item("a"), 1, "cut-here"), default));
        var surprise = Assert.IsType<StockCommit.Surprise>(await ledger.Commit(Holding(Item("a"), 2, "cut-here"), default));
        Assert.Equal(Taken3, surprise.Holds[Order("cut-here")]);
    }

    [ServerFact]
    public async Task Processes_that_commit_the_same_items_in_opposite_orders_never_deadlock()
    {
        await using var database = await StorageDatabase.CreateAsync();
        await using var one = new PostgresStockLedger(database.DataSource);
        await using var two = new PostgresStockLedger(database.DataSource);
        var skus = Enumerable.Range(0, 12).Select(i => Item($"{i:00}")).ToArray();
        foreach (var sku in skus) await one.Commit(Creation(sku, units: 1_000_000), default).Done();

        await Task.WhenAll(Take(one, skus, "one"), Take(two, [.. skus.Reverse()], "two"));

        Assert.Equal(0L, await database.ScalarAsync<long>("select deadlocks from pg_stat_database where datname = current_database()"));
        Assert.Equal(12L * 2 * 40, await database.ScalarAsync<long>("select count(*) from hold"));
        Assert.Equal(0L, await database.ScalarAsync<long>("select count(*) from item i where received <> available + (select sum(quantity) from hold h where h.sku = i.sku)"));
    }

    /// <summary>Takes one unit of every item at once, again and again, trying until each is had.</summary>
    static async Task Take(PostgresStockLedger ledger, Sku[] skus, string who)
    {
        for (var round = 0; round < 40; round++)
        {
            var order = Order($"{who}-{round}");
            await Task.WhenAll(skus.Select(async sku =>
            {
                while (true)
                {
                    var item = await ledger.Load(sku, default);
                    var batch = new StockBatch
                    {
                        Sku = sku,
                        ExpectedVersion = item.Version,
                        Item = item with { Available = item.Available - 1 },
                        Holds = [new(order, null, new Hold(HoldStatus.Taken, 1))],
                    };
                    if (await ledger.Commit(batch, default) is StockCommit.Done) return;
                }
            }));
        }
    }

    Sku Item(string name) => Sku.Parse($"{_run}-{name}");

    static PostgresStockLedger OneLoop(NpgsqlDataSource dataSource) => new(dataSource, new() { Commits = { Loops = 1 } });
}

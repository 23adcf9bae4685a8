using Npgsql;

namespace OrleansOrders.Storage.Tests;

/// <summary>
/// That a list costs what it shows and not what the table holds, and that statements prepared while the tables were small do not go on reading all
/// of them once they have grown.
/// </summary>
public sealed class PlanTests
{
    [ServerFact]
    public async Task Every_list_of_orders_goes_by_an_index_in_its_order()
    {
        await using var database = await StorageDatabase.CreateAsync();
        await database.FillAsync(20_000, pending: 100);
        await database.ExecuteAsync("analyze grain_state");
        var cursor = PageCursor.Order("2026-01-01T01:00:00.000000Z", "order:1");
        foreach (var query in new OrderQuery[]
        {
            new(), new() { Cursor = cursor }, new() { CustomerId = CustomerId.Parse("c1") }, new() { CustomerId = CustomerId.Parse("c1"), Cursor = cursor },
            new() { Status = OrderStatus.Pending }, new() { Status = OrderStatus.Pending, Cursor = cursor }, new() { Status = OrderStatus.Confirmed },
        })
        {
            Check(await database.PlanAsync(OrderReader.Sql(query), command => OrderReader.Parameters(command, query, query.Limit)));
        }

        // The rare ones are not looked for among all the others.
        foreach (var query in new OrderQuery[] { new() { Status = OrderStatus.Cancelled }, new() { Status = OrderStatus.Cancelled, Cursor = cursor } })
        {
            var plan = await database.PlanAsync(OrderReader.Sql(query), command => OrderReader.Parameters(command, query, query.Limit));
            Check(plan);
            Assert.Contains("grain_state_rest_ended_orders", plan, StringComparison.Ordinal);
        }
    }

    [ServerFact]
    public async Task Functions_of_batches_keep_one_plan_also_when_a_later_migration_wrote_them_anew()
    {
        await using var database = await StorageDatabase.CreateAsync();
        var names = await database.ScalarAsync<string>(
            "select string_agg(proname, ' ' order by proname) from pg_proc where 'plan_cache_mode=force_generic_plan' = any (proconfig)");
        Assert.Equal("grain_write stock_commit stock_commit_expected", names);
    }

    [ServerFact]
    public async Task Lookups_of_batches_keep_one_plan_too()
    {
        await using var database = await StorageDatabase.CreateAsync();
        await using var dataSource = StorageDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1 }.ConnectionString);
        await using (var storage = new GroupCommitGrainStorage(dataSource, BasketJson.Default.Options))
        await using (var ledger = new PostgresStockLedger(dataSource))
        {
            for (var i = 0; i < 10; i++)
            {
                await storage.ReadStateAsync("basket", Orleans.Runtime.GrainId.Create("test", $"read:{i}"), new Orleans.GrainState<Basket>());
                await ledger.Load(Sku.Parse($"read-{i}"), default);
            }
        }

        // PostgreSQL plans for the values five times before it may settle.
        await using var command = dataSource.CreateCommand(
            "select generic_plans, custom_plans from pg_prepared_statements where statement like '%unnest%' order by statement");
        Assert.Equal([(5L, 5L), (5L, 5L)], await command.ReadAll(row => (row.GetInt64(0), row.GetInt64(1)), default));
    }

    [ServerFact]
    public async Task What_was_prepared_on_small_tables_goes_by_an_index_when_they_have_grown()
    {
        await using var database = await StorageDatabase.CreateAsync();

        // Statistics would make PostgreSQL plan anew; for a busy minute there are none.
        foreach (var table in new[] { "grain_state_open", "grain_state_rest", "item", "hold" }) await database.ExecuteAsync($"alter table {table} set (autovacuum_enabled = off)");

        // One connection, with the plans that PostgreSQL settles for when a statement has run often enough.
        await using var dataSource = StorageDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1, Options = "-c plan_cache_mode=force_generic_plan" }.ConnectionString);
        await using var storage = new GroupCommitGrainStorage(dataSource, BasketJson.Default.Options);
        await using var ledger = new PostgresStockLedger(dataSource);
        for (var i = 0; i < 12; i++) await Use(storage, ledger, i);
        await database.ExecuteAsync("analyze grain_state, item, hold");
        for (var i = 12; i < 24; i++) await Use(storage, ledger, i);
        await database.FillAsync(20_000, pending: 100);
        await database.ExecuteAsync("insert into item select 'filler-' || i, 10, 10, 1 from generate_series(1, 20000) i; insert into hold (order_id, sku, quantity, released) select 'o' || i, 'filler', 1, false from generate_series(1, 20000) i");
        var before = await Read(database);

        for (var i = 24; i < 36; i++) await Use(storage, ledger, i);

        // Statistics arrive a little later; they are there when the uses show in them.
        var after = await Eventually.Async(() => Read(database), seen => seen.ByIndex >= before.ByIndex + 12 * 4, "statistics of the uses");
        Assert.InRange(after.RowsRead - before.RowsRead, 0, 1_000);
    }

    [ServerFact]
    public async Task Orders_are_found_by_their_key_also_by_plans_of_a_moment_when_none_was_open()
    {
        await using var database = await StorageDatabase.CreateAsync();
        await database.ExecuteAsync("alter table grain_state_open set (autovacuum_enabled = off); alter table grain_state_rest set (autovacuum_enabled = off)");
        await using var dataSource = StorageDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1 }.ConnectionString);
        await using var storage = new GroupCommitGrainStorage(dataSource, StoredJson.Default.Options);
        await ToldOrders.Write(storage, ToldOrders.Order("first", "c", OrderEventKind.Placed, OrderEventKind.Reserved, OrderEventKind.Confirmed));
        await ToldOrders.Write(storage, ToldOrders.Order("second", "c", OrderEventKind.Placed));
        await database.ExecuteAsync("vacuum analyze grain_state");
        await Write(0);
        await database.FillAsync(20_000, pending: 1);
        var before = await Read(database);

        for (var i = 1; i <= 12; i++) await Write(i);

        var after = await Eventually.Async(() => Read(database), seen => seen.ByIndex >= before.ByIndex + 12 * 4, "statistics of the uses");
        Assert.InRange(after.RowsRead - before.RowsRead, 0, 1_000);

        Task Write(int i) => ToldOrders.Write(storage, ToldOrders.Order($"use-{i}", "c", OrderEventKind.Placed, OrderEventKind.Reserved, OrderEventKind.Confirmed));
    }

    static async Task Use(GroupCommitGrainStorage storage, PostgresStockLedger ledger, int i)
    {
        var state = new Orleans.GrainState<Basket> { State = new() };
        var id = Orleans.Runtime.GrainId.Create("test", $"use:{i}");
        await storage.WriteStateAsync("basket", id, state);
        await storage.WriteStateAsync("basket", id, state);
        await storage.ReadStateAsync("basket", id, state);
        var sku = Sku.Parse($"use-{i}");
        await ledger.Commit(StockBuilders.Creation(sku), default).Done();
        await ledger.Commit(StockBuilders.Holding(sku, 1, $"use-{i}"), default).Done();
        await ledger.Load(sku, default);
    }

    static async Task<(long RowsRead, long ByIndex)> Read(StorageDatabase database)
    {
        var rows = await database.RowsAsync(
            """
            select (sum(t.seq_tup_read) + sum(i.read))::bigint, sum(t.idx_scan)::bigint
            from pg_stat_user_tables t join (select relid, sum(idx_tup_read) as read from pg_stat_user_indexes group by relid) i using (relid)
            where t.relname in ('grain_state_open', 'grain_state_rest', 'item', 'hold')
            """,
            row => (row.GetInt64(0), row.GetInt64(1)));
        return rows[0];
    }

    static void Check(string plan)
    {
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Sort  (", plan, StringComparison.Ordinal);
        Assert.Contains("Index Scan", plan, StringComparison.Ordinal);
    }
}

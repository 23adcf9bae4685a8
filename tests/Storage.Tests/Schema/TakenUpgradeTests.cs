using Microsoft.Extensions.Logging.Abstractions;
using static OrleansOrders.Storage.Tests.StockBuilders;

namespace OrleansOrders.Storage.Tests;

/// <summary>A database in which holds are held, sold or released is carried over to one in which they are taken or released.</summary>
public sealed class TakenUpgradeTests
{
    static readonly Sku Burger = Sku.Parse("burger");

    // One order of each state, with its stock as the step before this one kept it.
    const string Before = """
        insert into item (sku, received, available, held, version) values ('burger', 10, 5, 2, 7);
        insert into adjustment (sku, adjustment_id, delta) values ('burger', 'catalog', 10);
        insert into hold (order_id, sku, quantity, status) values ('sold', 'burger', 3, 1), ('waits', 'burger', 2, 0), ('short', 'burger', 0, 2), ('back', 'burger', 2, 2);
        insert into grain_state (kind, key, version, updated_at, state)
        select 'order', 'order:' || o.id, cardinality(o.kinds), now() - interval '1 hour', jsonb_build_object(
          'order_id', o.id, 'customer_id', 'c', 'currency', 'USD', 'total_amount', o.quantity, 'status', o.status, 'version', cardinality(o.kinds),
          'created_at', '2026-03-01T12:00:00.000000Z', 'expires_at', '2999-03-01T12:15:00.000000Z',
          'lines', jsonb_build_array(jsonb_build_object('sku', 'burger', 'quantity', o.quantity, 'price', 1)),
          'failure', case when o.status = 'failed' then '{"reason":"out_of_stock","items":[{"sku":"burger","wanted":90,"available":5}]}'::jsonb end,
          'history', (select jsonb_agg(jsonb_build_object('version', n, 'kind', k, 'at', '2026-03-01T12:00:00.000000Z') order by n) from unnest(o.kinds) with ordinality x (k, n)))
        from (values
          ('new', 'pending', 1, array['placed']), ('waits', 'reserved', 2, array['placed', 'reserved']), ('sold', 'confirmed', 3, array['placed', 'reserved', 'confirmed']),
          ('short', 'failed', 90, array['placed', 'failed']), ('back', 'cancelled', 2, array['placed', 'reserved', 'cancelled', 'refund_requested', 'refunded'])
        ) o (id, status, quantity, kinds);
        select grain_columns_renew();
        """;

    [ServerFact]
    public async Task What_was_held_or_sold_is_taken_and_stock_goes_on_as_before()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var dataSource = StorageDataSource.Create(database.ConnectionString);
        await Migrator.Migrate(dataSource, [.. Migration.Embedded().Take(10)], NullLogger.Instance, CancellationToken.None);
        await database.ExecuteAsync(Before);

        await Migrator.Migrate(dataSource, NullLogger.Instance, CancellationToken.None);

        Assert.Equal(
            "back 2 t, short 0 t, sold 3 f, waits 2 f",
            await database.ScalarAsync<string>("select string_agg(order_id || ' ' || quantity || ' ' || left(released::text, 1), ', ' order by order_id) from hold"));
        Assert.Equal(new InventoryEntry(Burger, Available: 5, Reserved: 2, Sold: 3, Received: 10), await new InventoryReader(dataSource).Find(Burger, default));

        await using var ledger = new PostgresStockLedger(dataSource);
        var item = await ledger.Load(Burger, default);
        Assert.Equal(new Item { Sku = Burger, Received = 10, Available = 5, Version = 7 }, item);
        var released = new StockBatch
        {
            Sku = Burger, ExpectedVersion = 7, Item = item with { Available = 7 }, Holds = [new(Order("waits"), new(HoldStatus.Taken, 2), new(HoldStatus.Released, 2))],
        };
        Assert.Equal(8, await ledger.Commit(released, default).Done());
        Assert.Equal(new InventoryEntry(Burger, Available: 7, Reserved: 0, Sold: 3, Received: 10), await new InventoryReader(dataSource).Find(Burger, default));
    }
}

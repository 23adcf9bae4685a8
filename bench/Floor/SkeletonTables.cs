using Npgsql;
using NpgsqlTypes;

namespace OrleansOrders.Floor;

/// <summary>The rows that the design has for an order, in tables of nothing but their primary keys.</summary>
sealed class SkeletonTables : IAsyncDisposable
{
    const string Create = """
        create table skeleton_orders (id text collate "C" primary key, status smallint not null, body jsonb not null) with (fillfactor = 50);
        create table skeleton_items (sku text collate "C" primary key, available bigint not null, held bigint not null) with (fillfactor = 50);
        create table skeleton_holds (
          order_id text collate "C", sku text collate "C", quantity integer not null, sold boolean not null, primary key (order_id, sku)) with (fillfactor = 70);
        create table skeleton_notifications (
          event_id text collate "C" primary key, customer_id text not null, body jsonb not null, seq bigint not null generated always as identity);
        insert into skeleton_items select 'i' || n, 1000000000, 0 from generate_series(0, 999) n;
        """;

    const string WriteSql =
        "insert into skeleton_orders (id, status, body) select * from unnest($1, $2, $3) on conflict (id) do update set status = excluded.status, body = excluded.body";

    // One statement, so that whatever is reserved and sold within a commit touches each item once.
    const string StockSql = """
        with i as (select * from unnest($1, $2, $3, $4) as i (order_id, sku, quantity, sold)),
        items as (
          update skeleton_items t set available = t.available - d.reserved, held = t.held + d.reserved - d.sold
          from (select sku, sum(quantity) filter (where not sold) as reserved, sum(quantity) filter (where sold) as sold from
            (select sku, sold, quantity from i union all select sku, x, 0 from i, (values (true), (false)) as x (x)) s group by sku) d
          where t.sku = d.sku),
        fresh as (insert into skeleton_holds (order_id, sku, quantity, sold) select order_id, sku, quantity, false from i where not sold)
        update skeleton_holds h set sold = true from i where i.sold and h.order_id = i.order_id and h.sku = i.sku
        """;

    const string NotifySql = "insert into skeleton_notifications (event_id, customer_id, body) select * from unnest($1, $2, $3)";

    readonly BatchedStatement<(SkeletonOrder Order, SkeletonStatus Status)> _writes;
    readonly BatchedStatement<(SkeletonLine Line, bool Sold)> _stock;
    readonly BatchedStatement<SkeletonOrder> _notifications;

    SkeletonTables(NpgsqlDataSource dataSource)
    {
        _writes = new(dataSource, WriteSql, 2, () =>
        [
            Column.Of(NpgsqlDbType.Text, ((SkeletonOrder Order, SkeletonStatus Status) entry) => entry.Order.Id),
            Column.Of(NpgsqlDbType.Smallint, ((SkeletonOrder Order, SkeletonStatus Status) entry) => (short)entry.Status),
            Column.Of(NpgsqlDbType.Jsonb, ((SkeletonOrder Order, SkeletonStatus Status) entry) => entry.Order.Body),
        ]);

        // One at a time, since two could wait for each other's items.
        _stock = new(dataSource, StockSql, 1, () =>
        [
            Column.Of(NpgsqlDbType.Text, ((SkeletonLine Line, bool Sold) entry) => entry.Line.OrderId),
            Column.Of(NpgsqlDbType.Text, ((SkeletonLine Line, bool Sold) entry) => entry.Line.Sku),
            Column.Of(NpgsqlDbType.Integer, ((SkeletonLine Line, bool Sold) entry) => entry.Line.Quantity),
            Column.Of(NpgsqlDbType.Boolean, ((SkeletonLine Line, bool Sold) entry) => entry.Sold),
        ]);
        _notifications = new(dataSource, NotifySql, 1, () =>
        [
            Column.Of(NpgsqlDbType.Text, (SkeletonOrder order) => order.Id),
            Column.Of(NpgsqlDbType.Text, (SkeletonOrder order) => order.CustomerId),
            Column.Of(NpgsqlDbType.Jsonb, (SkeletonOrder order) => order.Body),
        ]);
    }

    /// <summary>Makes the tables, with a thousand items.</summary>
    public static async Task<SkeletonTables> Open(NpgsqlDataSource dataSource)
    {
        await using var create = dataSource.CreateCommand(Create);
        await create.ExecuteNonQueryAsync();
        return new(dataSource);
    }

    /// <summary>Returns when the order is committed with this status.</summary>
    public Task Write(SkeletonOrder order, SkeletonStatus status) => _writes.Run((order, status));

    /// <summary>Returns when what the order wants is held.</summary>
    public Task Reserve(SkeletonOrder order) => Task.WhenAll(order.Lines.Select(line => _stock.Run((line, false))));

    /// <summary>Returns when what the order holds is sold.</summary>
    public Task Sell(SkeletonOrder order) => Task.WhenAll(order.Lines.Select(line => _stock.Run((line, true))));

    /// <summary>Returns when the notification is committed.</summary>
    public Task Notify(SkeletonOrder order) => _notifications.Run(order);

    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        await _stock.DisposeAsync();
        await _notifications.DisposeAsync();
    }
}

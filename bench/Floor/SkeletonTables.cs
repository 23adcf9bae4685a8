using Npgsql;
using NpgsqlTypes;

namespace OrleansOrders.Floor;

/// <summary>The rows that the design has for an order, in tables of nothing but their primary keys.</summary>
sealed class SkeletonTables : IAsyncDisposable
{
    const string Create = """
        create table skeleton_orders (id text collate "C" primary key, status smallint not null, body jsonb not null) with (fillfactor = 50);
        create table skeleton_items (sku text collate "C" primary key, available bigint not null) with (fillfactor = 50);
        create table skeleton_holds (order_id text collate "C", sku text collate "C", quantity integer not null, primary key (order_id, sku));
        create table skeleton_notifications (seq bigint primary key generated always as identity, order_id text not null, customer_id text not null);
        insert into skeleton_items select 'i' || n, 1000000000 from generate_series(0, 999) n;
        """;

    // The customer is told by the statement that confirms.
    static readonly string WriteSql = $"""
        with i as (select * from unnest($1, $2, $3, $4) as i (id, status, body, customer_id)),
        told as (insert into skeleton_notifications (order_id, customer_id) select id, customer_id from i where status = {(short)SkeletonStatus.Confirmed})
        insert into skeleton_orders (id, status, body) select id, status, body from i on conflict (id) do update set status = excluded.status, body = excluded.body
        """;

    // One statement, so that whatever is taken within a commit touches each item once.
    const string StockSql = """
        with i as (select * from unnest($1, $2, $3) as i (order_id, sku, quantity)),
        items as (
          update skeleton_items t set available = t.available - d.taken from (select sku, sum(quantity) as taken from i group by sku) d where t.sku = d.sku)
        insert into skeleton_holds (order_id, sku, quantity) select order_id, sku, quantity from i
        """;

    readonly BatchedStatement<(SkeletonOrder Order, SkeletonStatus Status)> _writes;
    readonly BatchedStatement<SkeletonLine> _stock;

    SkeletonTables(NpgsqlDataSource dataSource)
    {
        _writes = new(dataSource, WriteSql, 2, () =>
        [
            Column.Of(NpgsqlDbType.Text, ((SkeletonOrder Order, SkeletonStatus Status) entry) => entry.Order.Id),
            Column.Of(NpgsqlDbType.Smallint, ((SkeletonOrder Order, SkeletonStatus Status) entry) => (short)entry.Status),
            Column.Of(NpgsqlDbType.Jsonb, ((SkeletonOrder Order, SkeletonStatus Status) entry) => entry.Order.Body),
            Column.Of(NpgsqlDbType.Text, ((SkeletonOrder Order, SkeletonStatus Status) entry) => entry.Order.CustomerId),
        ]);

        // One at a time, since two could wait for each other's items.
        _stock = new(dataSource, StockSql, 1, () =>
        [
            Column.Of(NpgsqlDbType.Text, (SkeletonLine line) => line.OrderId),
            Column.Of(NpgsqlDbType.Text, (SkeletonLine line) => line.Sku),
            Column.Of(NpgsqlDbType.Integer, (SkeletonLine line) => line.Quantity),
        ]);
    }

    /// <summary>Makes the tables, with a thousand items.</summary>
    public static async Task<SkeletonTables> Open(NpgsqlDataSource dataSource)
    {
        await using var create = dataSource.CreateCommand(Create);
        await create.ExecuteNonQueryAsync();
        return new(dataSource);
    }

    /// <summary>Returns when the order is committed with this status, confirmed together with its notification.</summary>
    public Task Write(SkeletonOrder order, SkeletonStatus status) => _writes.Run((order, status));

    /// <summary>Returns when what the order wants is taken.</summary>
    public Task Reserve(SkeletonOrder order) => Task.WhenAll(order.Lines.Select(_stock.Run));

    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        await _stock.DisposeAsync();
    }
}

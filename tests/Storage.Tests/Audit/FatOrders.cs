namespace OrleansOrders.Storage.Tests;

/// <summary>Adds confirmed orders of 500 lines with SKUs of 64 characters, the largest that a client may place, with holds and stock that agree with them.</summary>
static class FatOrders
{
    const string Sql =
        """
        insert into grain_state (kind, key, version, updated_at, state)
        select 'order', 'order:fat-' || i, 3, now() - interval '1 hour', jsonb_build_object(
          'order_id', 'fat-' || i, 'customer_id', 'c', 'status', 'confirmed', 'version', 3, 'created_at', '2026-03-01T12:00:00.000000Z',
          'expires_at', '2999-03-01T12:15:00.000000Z', 'lines', l.lines, 'history', '[{"version":1,"kind":"placed"},{"version":2,"kind":"reserved"},{"version":3,"kind":"confirmed"}]'::jsonb)
        from generate_series(1, {0}) i,
          (select jsonb_agg(jsonb_build_object('sku', md5('a' || n) || md5('b' || n), 'quantity', 1, 'price', 1)) as lines from generate_series(1, 500) n) l;
        insert into hold (order_id, sku, quantity, released)
        select substr(g.key, 7), e ->> 'sku', 1, false from grain_state g cross join lateral jsonb_array_elements(g.state -> 'lines') e where g.key like 'order:fat-%';
        insert into item (sku, received, available, version) select sku, count(*), 0, count(*) from hold where order_id like 'fat-%' group by sku;
        insert into adjustment (sku, adjustment_id, delta) select sku, 'fat', received from item where length(sku) = 64;
        insert into notification (customer_id, order_id, kind, version, at) select 'c', 'fat-' || i, 'order.confirmed', 3, now() from generate_series(1, {0}) i;
        select grain_columns_renew();
        """;

    public static Task AddAsync(StorageDatabase database, int orders) => database.ExecuteAsync(Sql.Replace("{0}", $"{orders}", StringComparison.Ordinal));
}

using System.Diagnostics;
using System.Globalization;

namespace OrleansOrders.Storage.Tests;

/// <summary>
/// An audit of many orders. <c>AUDIT_ORDERS</c> in the environment says how many, 20,000 without it: a million takes minutes to fill, and is what the
/// numbers in docs/audit.md were measured with.
/// </summary>
public sealed class LargeAuditTests(ITestOutputHelper output)
{
    static readonly int Orders = int.Parse(Environment.GetEnvironmentVariable("AUDIT_ORDERS") ?? "20000", CultureInfo.InvariantCulture);

    [ServerFact]
    public async Task Many_orders_of_every_end_are_clean_and_one_that_is_planted_among_them_is_found()
    {
        await using var database = await StorageDatabase.CreateAsync();
        await ManyOrders.FillAsync(database, Orders);
        var auditor = new Auditor(database.Audits, new AuditorTests.Letters([]), TimeProvider.System);

        var watch = Stopwatch.StartNew();
        var report = await auditor.Run(TimeSpan.Zero, default);
        output.WriteLine(FormattableString.Invariant($"{report.Orders} orders, {report.Holds} holds: {watch.Elapsed.TotalSeconds:0.0} s"));

        Assert.Empty(report.Violations);
        Assert.Equal(Orders, report.Orders);
        Assert.Equal(1, await database.ExecuteAsync("update hold set released = false where order_id = 'many-80' and sku = 'sku-80'"));
        Assert.Contains((await auditor.Run(TimeSpan.Zero, default)).Violations, violation => (violation.Invariant, violation.Subject) == ("I-4", "order:many-80"));
    }
}

/// <summary>Fills a database with any number of orders of every end, with holds, stock and notifications that agree with them.</summary>
static class ManyOrders
{
    // Of 100 orders: 80 sold, 6 declined, 4 short of stock, 4 cancelled, 4 cancelled after payment, 1 reserved, 1 pending. Every second one has two lines.
    const string Orders =
        """
        insert into grain_state (kind, key, version, updated_at, customer_id, status, created_at, expires_at, is_open, ended, state)
        select 'order', 'order:many-' || i, cardinality(kinds), at, 'c-' || i % 5000, status, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '2999-01-01T00:00:00.000000Z',
          status in ('pending', 'reserved'), case when status not in ('pending', 'reserved') then status end, jsonb_build_object(
          'order_id', 'many-' || i, 'customer_id', 'c-' || i % 5000, 'currency', 'USD', 'total_amount', 9.00, 'payment_token', 'tok_ok', 'status', status, 'version', cardinality(kinds),
          'created_at', to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'expires_at', '2999-01-01T00:00:00.000000Z',
          'lines', case when i % 2 = 0 then jsonb_build_array(jsonb_build_object('sku', 'sku-' || i % 1000, 'quantity', 1 + i % 3, 'price', 4.50))
            else jsonb_build_array(jsonb_build_object('sku', 'sku-' || i % 1000, 'quantity', 1 + i % 3, 'price', 4.50),
              jsonb_build_object('sku', 'sku-' || (i + 1) % 1000, 'quantity', 1, 'price', 4.50)) end,
          'history', (select jsonb_agg(jsonb_build_object('version', n, 'kind', k, 'at', to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) order by n) from unnest(kinds) with ordinality x (k, n)))
        from (
          select i, timestamp '2026-01-01' + i * interval '1 second' as at,
            case when i % 100 < 80 then 'confirmed' when i % 100 < 90 then 'failed' when i % 100 < 98 then 'cancelled' when i % 100 = 98 then 'reserved' else 'pending' end as status,
            case when i % 100 < 80 then array['placed', 'reserved', 'confirmed'] when i % 100 < 86 then array['placed', 'reserved', 'failed'] when i % 100 < 90 then array['placed', 'failed']
              when i % 100 < 94 then array['placed', 'reserved', 'cancelled'] when i % 100 < 98 then array['placed', 'reserved', 'cancelled', 'refund_requested', 'refunded']
              when i % 100 = 98 then array['placed', 'reserved'] else array['placed'] end as kinds
          from generate_series(1, {0}) i) o
        """;

    const string Holds =
        """
        insert into hold (order_id, sku, quantity, released)
        select substr(g.key, 7), l ->> 'sku', case when jsonb_array_length(g.state -> 'history') = 2 and g.status = 'failed' then 0 else (l ->> 'quantity')::integer end,
          g.status not in ('confirmed', 'reserved')
        from grain_state g cross join lateral jsonb_array_elements(g.state -> 'lines') l where g.status <> 'pending'
        """;

    const string Items =
        """
        insert into item (sku, received, available, version)
        select sku, 10 + coalesce(sum(quantity) filter (where not released), 0), 10, count(*) from hold group by sku
        """;

    const string Adjustments = "insert into adjustment (sku, adjustment_id, delta) select sku, 'many', received from item";

    const string Notifications =
        """
        insert into notification (customer_id, order_id, kind, version, at)
        select g.customer_id, substr(g.key, 7), notification_kind(e ->> 'kind'), (e ->> 'version')::integer, g.updated_at
        from grain_state g cross join lateral jsonb_array_elements(g.state -> 'history') e where notification_kind(e ->> 'kind') is not null
        """;

    // A million orders take a minute or two.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task FillAsync(StorageDatabase database, int orders)
    {
        foreach (var sql in new[] { Orders.Replace("{0}", $"{orders}", StringComparison.Ordinal), Holds, Items, Adjustments, Notifications, "vacuum analyze" })
        {
            await using var command = database.Outside.CreateCommand(sql);
            command.CommandTimeout = (int)Patience.TotalSeconds;
            await command.ExecuteNonQueryAsync();
        }
    }
}

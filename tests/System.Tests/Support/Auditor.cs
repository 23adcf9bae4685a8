using Npgsql;

namespace OrleansOrders.SystemTests;

/// <summary>Asks the tables themselves whether the promises hold, each by one query that returns what breaks it.</summary>
static class Auditor
{
    const string Conserved = "stock is conserved";
    const string HoldOfOrder = "every hold belongs to an order whose status allows it";
    const string AllOrNothing = "an order holds all of its lines or nothing";
    const string Versions = "histories have the versions 1 to n";
    const string Final = "every order is final";
    const string Told = "every end and every refund was told once, and nothing else";
    const string Asked = "money moved only for an order that asked for it";

    const string Sums = """
        select i.sku, i.received, i.available,
          coalesce((select sum(quantity) from hold h where h.sku = i.sku and not h.released), 0) as taken,
          coalesce((select sum(delta) from adjustment a where a.sku = i.sku), 0) as adjusted
        from item i
        """;

    const string Wanted = """
        select o.order_id, o.status, l.line ->> 'sku' as sku, sum((l.line ->> 'quantity')::bigint) as quantity
        from orders o cross join lateral jsonb_array_elements(coalesce(o.state -> 'lines', '[]')) as l (line)
        group by 1, 2, 3
        """;

    // What customers are told of, as their kind; told is how often.
    const string Events = """
        select o.order_id, k.kind, (select count(*) from notifications n where n.order_id = o.order_id and n.kind = k.kind) as told
        from orders o cross join lateral jsonb_array_elements(o.state -> 'history') as h (e)
        join (values ('confirmed', 'order.confirmed'), ('failed', 'order.failed'), ('cancelled', 'order.cancelled'), ('refunded', 'payment.refunded')) as k (event, kind) on k.event = h.e ->> 'kind'
        """;

    /// <summary>Holds at every instant.</summary>
    static readonly (string Promise, string Sql)[] Always =
    [
        (Conserved, $"""
            select format('%s: received %s (adjusted by %s), available %s, taken %s', sku, received, adjusted, available, taken)
            from ({Sums}) s where received <> available + taken or received <> adjusted or available < 0
            """),
        (HoldOfOrder, """
            select format('%s of order %s, which is %s: released %s', h.sku, h.order_id, coalesce(o.status, 'not there'), h.released)
            from hold h left join orders o on o.order_id = h.order_id
            where o.status is null or h.released and o.status not in ('failed', 'cancelled')
            """),
        (AllOrNothing, $"""
            select format('order %s, which is %s, wants %s of %s: %s', w.order_id, w.status, w.quantity, w.sku, coalesce(h.quantity, 0))
            from ({Wanted}) w left join hold h on h.order_id = w.order_id and h.sku = w.sku and not h.released
            where w.status in ('reserved', 'confirmed') and h.quantity is distinct from w.quantity
            """),
        (Versions, """
            select format('order %s, version %s: %s', order_id, version, versions)
            from (
              select order_id, version,
                (select coalesce(array_agg((e ->> 'version')::integer order by n), '{}') from jsonb_array_elements(state -> 'history') with ordinality as h (e, n)) as versions
              from orders) o
            where versions <> array(select generate_series(1, version)) or version < 1
            """),
        (Told, $"select format('order %s: %s, told %s times', order_id, kind, told) from ({Events}) e where told <> 1"),
        (Told, $"""
            select format('order %s: %s, which did not happen', n.order_id, n.kind)
            from notifications n left join ({Events}) e on e.order_id = n.order_id and e.kind = n.kind where e.kind is null
            """),
        (Asked, """
            select format('order %s: %s', order_id, jsonb_path_query_array(state, '$.history[*].kind')) from orders
            where state @? '$.history[*] ? (@.kind == "confirmed" || @.kind == "refund_requested" || @.kind == "refunded")' and not state @? '$.history[*] ? (@.kind == "reserved")'
            """),
    ];

    /// <summary>Holds once all messages are worked.</summary>
    static readonly (string Promise, string Sql)[] AtRest =
    [
        (Final, "select format('order %s is %s', order_id, status) from orders where status not in ('confirmed', 'failed', 'cancelled')"),
        (HoldOfOrder, """
            select format('%s of order %s, which is %s: still taken', h.sku, h.order_id, o.status)
            from hold h join orders o on o.order_id = h.order_id where not h.released and o.status in ('failed', 'cancelled')
            """),
    ];

    /// <summary>Every promise that is broken now, with what breaks it; nothing for a system that is well, busy or at rest.</summary>
    public static Task<IReadOnlyList<string>> ViolationsAsync(NpgsqlConnection connection) => AskAsync(connection, Always);

    /// <summary>What is still to be done before the system is at rest; what never goes away is broken too.</summary>
    public static Task<IReadOnlyList<string>> UnfinishedAsync(NpgsqlConnection connection) => AskAsync(connection, AtRest);

    static async Task<IReadOnlyList<string>> AskAsync(NpgsqlConnection connection, (string Promise, string Sql)[] promises)
    {
        var found = new List<string>();
        // One statement, so that all of it is seen at one instant.
        var all = promises.Select((promise, n) => $"select {n}, violation from (select * from ({promise.Sql}) q{n} limit 20) as v{n} (violation)");
        await using var command = new NpgsqlCommand(string.Join("\nunion all ", all), connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) found.Add($"{promises[reader.GetInt32(0)].Promise}: {reader.GetString(1)}");
        return found;
    }
}

namespace OrleansOrders.Storage;

/// <summary>The invariants of the system, as queries.</summary>
public static class AuditChecks
{
    // Only the suspect orders.
    const string Orders = "(select * from grain_state where kind = 'order' and key = any (@keys)) g";

    // The quantity of each item that each suspect order wants, summed over its lines.
    const string Wants =
        "select g.key, substr(g.key, 7) as order_id, g.status, g.updated_at, l.sku, l.quantity from " + Orders + " cross join lateral (" +
        "select e ->> 'sku' as sku, sum((e ->> 'quantity')::bigint) as quantity from jsonb_array_elements(g.state -> 'lines') e group by 1) l";

    const string Holds = "(select * from hold where order_id = any (@suspects)) h";

    const string Refunded = "state @> '{\"history\":[{\"kind\":\"refunded\"}]}'";
    const string RefundRequested = "state @> '{\"history\":[{\"kind\":\"refund_requested\"}]}'";
    const string Reserved = "state @> '{\"history\":[{\"kind\":\"reserved\"}]}'";
    const string Confirmed = "state @> '{\"history\":[{\"kind\":\"confirmed\"}]}'";

    // Versions before 0013 logged messages under ids that any producer could choose. Such an entry is an own notification only if its id
    // matches.
    const string Own = "n.body is null or n.event_id = e.order_id || case e.kind when 'payment.refunded' then '' else ':' || e.version end || ':' || e.kind";

    /// <summary>All checks, by name.</summary>
    public static IReadOnlyList<AuditCheck> All { get; } =
    [
        new("I-1", "No oversell, and stock is conserved: received = available + taken, with the rows that say so.",
            """
            with h as (select sku, sum(quantity) as taken from hold where not released group by sku),
            a as (select sku, sum(delta) as received from adjustment group by sku)
            select 'item:' || sku, format('received %s, available %s; rows say received %s, taken %s', i.received, i.available, coalesce(a.received, 0), coalesce(h.taken, 0))
            from item i full join h using (sku) full join a using (sku)
            where case when i.sku is null then coalesce(h.taken, 0) <> 0 or coalesce(a.received, 0) <> 0
              else i.available < 0 or i.received <> coalesce(a.received, 0) or i.received <> i.available + coalesce(h.taken, 0) end
            """),
        new("I-2", "Every hold belongs to an order whose status allows it.",
            $"""
            select 'order:' || h.order_id, format('hold of %s is %s while the order is %s', h.sku, case when h.released then 'released' else 'taken' end, coalesce(g.status, 'unknown'))
            from {Holds} left join {Orders} on g.key = 'order:' || h.order_id
            where g.key is null or (h.released and g.status in ('pending', 'reserved', 'confirmed'))
            """, AuditSuspects.ByHolds),
        new("I-3", "All or nothing: an order that is reserved or confirmed has taken of every item what it wants, in full.",
            $"""
            select w.key, format('wants %s of %s and has %s', w.quantity, w.sku, coalesce(h.quantity::text, 'no hold'))
            from ({Wants}) w left join hold h on h.order_id = w.order_id and h.sku = w.sku
            where (w.status in ('reserved', 'confirmed') and (h.released is null or h.released or h.quantity <> w.quantity))
            """, AuditSuspects.ByHolds),
        new("I-4", "No hold is left taken by an order that ended otherwise than confirmed.",
            $"""
            select g.key, format('is %s and still has %s of %s', g.status, h.quantity, h.sku)
            from {Holds} join {Orders} on g.key = 'order:' || h.order_id
            where not h.released and g.status in ('failed', 'cancelled') and g.updated_at < @settled
            """, AuditSuspects.ByHolds),
        new("I-5", "Of each order, captured minus refunded is nothing or the total.",
            $"""
            select key, format('history %s', jsonb_path_query_array(state, '$.history[*].kind'))
            from {Orders} where ({Refunded} and not {RefundRequested}) or ({RefundRequested} and {Confirmed})
            """, AuditSuspects.ByHistory),
        new("I-6", "Nothing is paid and cancelled, or paid and failed, without a refund.",
            $"""
            select key, 'a refund was asked for and has not come back'
            from {Orders} where updated_at < @settled and {RefundRequested} and not {Refunded}
            """, AuditSuspects.ByHistory),
        new("I-7", "A repeat of an old event changes nothing: nothing happens to an order twice.",
            $"""
            select g.key, format('%s happened %s times', e.kind, e.times)
            from {Orders} cross join lateral (
              select x ->> 'kind' as kind, count(*) as times from jsonb_array_elements(g.state -> 'history') x group by 1 having count(*) > 1) e
            """, AuditSuspects.ByHistory),
        new("I-8", "Every order reaches a final state or a visible dead letter: none is open past its deadline without one.",
            """
            select key, format('is %s, its deadline was %s, and no dead letter speaks of it', status, expires_at)
            from grain_state where is_open and expires_at::timestamptz < @settled and updated_at < @settled and key not in (select unnest(@excused))
            """),
        new("I-9", "Nothing exists that nobody asked for: no hold without a line.",
            $"""
            select 'order:' || h.order_id, format('has a hold of %s that it does not want', h.sku)
            from {Holds} join {Orders} on g.key = 'order:' || h.order_id left join ({Wants}) w on w.order_id = h.order_id and w.sku = h.sku
            where w.sku is null
            """, AuditSuspects.ByHolds),
        new("I-10", "The versions of an order's history are 1 to n without a gap, and the last one is the order's; lists go by what its state says; it is recorded once.",
            $"""
            select g.key, format('version %s, stored version %s, history %s', g.state ->> 'version', g.version, h.versions)
            from {Orders}
            cross join lateral (select array_agg((x ->> 'version')::integer) as versions from jsonb_array_elements(g.state -> 'history') x) h
            where h.versions is distinct from array(select generate_series(1, (g.state ->> 'version')::integer)) or g.version <> (g.state ->> 'version')::integer
            union all
            select g.key, format('is listed as %s of %s, created %s, expires %s, open %s, ended %s', g.status, g.customer_id, g.created_at, g.expires_at, g.is_open, g.ended)
            from {Orders} where {AuditSuspects.ListedOtherwise}
            union all
            select g.key, format('has %s records', count(*)) from {Orders} group by g.key having count(*) > 1
            """, AuditSuspects.ByHistory),
        new("I-11", "Each end and each refund of an order has its notification, once, and nothing else has one; money moved only for an order that had asked for it.",
            $"""
            with e as (
              select g.key, substr(g.key, 7) as order_id, t.kind, (x ->> 'version')::integer as version
              from {Orders} cross join lateral jsonb_array_elements(g.state -> 'history') x cross join lateral (select notification_kind(x ->> 'kind') as kind) t
              where t.kind is not null),
            n as (select * from notification where order_id = any (@suspects))
            select e.key, format('was told %s times of %s at version %s', count(n.seq), e.kind, e.version)
            from e left join n on n.order_id = e.order_id and n.kind = e.kind
            group by e.key, e.order_id, e.kind, e.version
            having count(n.seq) = 0 or count(*) filter (where {Own}) > 1
            union all
            select 'order:' || n.order_id, format('was told of %s at version %s, which did not happen', n.kind, n.version)
            from n left join e on (e.order_id, e.kind, e.version) = (n.order_id, n.kind, n.version)
            where n.body is null and e.key is null
            union all
            select key, format('money moved for an order that had not asked for it: history %s', jsonb_path_query_array(state, '$.history[*].kind'))
            from {Orders} where ({Confirmed} or {RefundRequested} or {Refunded}) and not {Reserved}
            """, AuditSuspects.ByHistory),
    ];
}

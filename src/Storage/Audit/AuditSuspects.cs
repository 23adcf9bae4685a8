namespace OrleansOrders.Storage;

/// <summary>
/// Queries that preselect orders which may violate an invariant. Each reads every order once, without expanding its history. The result
/// contains every order that violates the invariant and few others; the exact checks then read only those.
/// </summary>
static class AuditSuspects
{
    /// <summary>
    /// Orders whose holds differ from their lines: a hold is missing, superfluous, or has another state or quantity than the order's status
    /// requires. The lines of one item are summed per order, so the cost grows linearly with the lines. (<c>offset 0</c> makes the parallel
    /// workers read the fields of the state; otherwise they pass on the whole state.)
    /// </summary>
    public const string ByHolds =
        """
        select distinct coalesce(l.order_id, h.order_id)
        from (
          select substr(g.key, 7) as order_id, g.status, e.sku, e.quantity
          from grain_state g cross join lateral (
            select x ->> 'sku' as sku, sum((x ->> 'quantity')::bigint) as quantity from jsonb_array_elements(g.state -> 'lines') x group by 1) e
          where g.kind = 'order' offset 0) l
        full join hold h on h.order_id = l.order_id and h.sku = l.sku
        where l.order_id is null or case l.status
          when 'confirmed' then h.released is distinct from false or h.quantity <> l.quantity
          when 'reserved' then h.released is distinct from false or h.quantity <> l.quantity
          when 'pending' then h.released
          else not h.released end
        """;

    /// <summary>Condition: the columns used by lists and the reconciler differ from the state.</summary>
    public const string ListedOtherwise =
        """
        (customer_id, status, created_at, expires_at, is_open, ended) is distinct from
          (state ->> 'customer_id', state ->> 'status', state ->> 'created_at', state ->> 'expires_at', state ->> 'status' in ('pending', 'reserved'),
            case when state ->> 'status' not in ('pending', 'reserved') then state ->> 'status' end)
        """;

    /// <summary>
    /// Orders with an unusual history, with event versions that do not count from 1, with a version that differs from the history's length,
    /// with columns that differ from the state, with two rows, or with other notifications than those of their end and refund.
    /// </summary>
    public const string ByHistory =
        $$"""
        select substr(key, 7)
        from grain_state
        where kind = 'order' and state is not null and (
          jsonb_path_query_array(state, '$.history[*].kind')::text not in (
            '["placed"]', '["placed", "reserved"]', '["placed", "reserved", "confirmed"]',
            '["placed", "failed"]', '["placed", "reserved", "failed"]', '["placed", "cancelled"]', '["placed", "reserved", "cancelled"]',
            '["placed", "reserved", "failed", "refund_requested", "refunded"]', '["placed", "reserved", "cancelled", "refund_requested", "refunded"]')
          or jsonb_path_query_array(state, '$.history[*].version')::text <> '[' || left('1, 2, 3, 4, 5, 6, 7, 8, 9', 3 * jsonb_array_length(state -> 'history') - 2) || ']'
          or (state ->> 'version')::integer <> jsonb_array_length(state -> 'history')
          or version <> jsonb_array_length(state -> 'history')
          or {{ListedOtherwise}})
        union
        select substr(o.key, 7) from grain_state_open o join grain_state_rest r on r.kind = o.kind and r.key = o.key
        union
        select coalesce(o.order_id, n.order_id)
        from (
          select substr(key, 7) as order_id, version, 'order.' || ended as ended, case when state @> '{"history":[{"kind":"refunded"}]}' then 'payment.refunded' end as refund
          from grain_state where kind = 'order' and ended is not null offset 0) o
        full join (select order_id, count(*) as times, min(kind) as low, max(kind) as high, max(version) as version from notification group by order_id) n on n.order_id = o.order_id
        where (n.times, n.low, n.high, coalesce(n.version, o.version)) is distinct from (1 + (o.refund is not null)::integer, o.ended, coalesce(o.refund, o.ended), o.version)
        """;
}

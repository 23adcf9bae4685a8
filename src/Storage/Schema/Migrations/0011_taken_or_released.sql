-- An item knows what orders have taken of it, and no more: whether that was sold is the order's to say, so that no row is written when an order is
-- confirmed: docs/decisions/0029-items-are-not-told-of-sales.md. received = available + taken at every instant.
drop view inventory;
drop function stock_commit(
  text[], bigint[], boolean[], bigint[], bigint[], bigint[],
  integer[], text[], text[], smallint[], integer[], smallint[], integer[],
  integer[], text[], text[], bigint[]);
drop function stock_commit_expected(
  text[], bigint[], bigint[], bigint[], bigint[],
  text[], text[], smallint[], integer[],
  text[], text[], smallint[], integer[], smallint[], integer[]);

alter table item drop column held, add check (received >= available);

-- What was held or sold is taken. The rows are written anew, without the time and closer together: most are never written again.
alter table hold rename column status to released;
alter table hold drop constraint hold_status_check, alter column released type boolean using released = 2, drop column at, reset (fillfactor);

-- Sold is what confirmed orders have taken, reserved what the others have. Those are few: the orders that are open. (What an order that has just failed or was
-- cancelled is about to give back counts as sold until then.)
-- Offset 0 keeps it from being planned as a join that reads every hold there ever was.
create view inventory as
  select i.sku, i.available, coalesce(r.units, 0) as reserved, i.received - i.available - coalesce(r.units, 0) as sold, i.received
  from item i
  left join (
    select h.sku, sum(h.quantity)::bigint as units
    from grain_state g
    cross join lateral (select sku, quantity from hold where order_id = substr(g.key, 7) and not released offset 0) h
    where g.is_open
    group by h.sku) r on r.sku = i.sku;

-- Commits the batches of many items, each whole or not at all; items must come in the order of their sku and each once.
-- Row locks are taken in that order and end with the statement, so two commits cannot wait for each other in a circle. An item that does not
-- exist has no row to lock; an advisory lock stands in for it, taken before any row's.
-- After the locks every statement here sees what was committed before: that is why this is a function and not one statement.
--   p_expected: the version decided upon, 0 for no item · p_writes: whether the item's numbers are to be written
--   p_hold_item, p_adjustment_item: to which item (from 1) an entry belongs · p_hold_expected: null for no row, else whether it is released · p_hold_released: null for a mere check
--   p_adjustment_delta: null for a mere check
-- Returns one row an item: outcome 0 done at version, 1 conflict, 2 surprise; with a surprise, the records that are there: outcome 3 a hold,
-- outcome 4 an adjustment.
create function stock_commit(
  p_skus text[], p_expected bigint[], p_writes boolean[], p_received bigint[], p_available bigint[],
  p_hold_item integer[], p_hold_sku text[], p_hold_order text[], p_hold_expected boolean[], p_hold_expected_quantity integer[],
  p_hold_released boolean[], p_hold_quantity integer[],
  p_adjustment_item integer[], p_adjustment_sku text[], p_adjustment_ids text[], p_adjustment_delta bigint[])
  returns table (item integer, outcome smallint, version bigint, record text, released boolean, quantity integer)
  language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  found_version bigint[];
  surprised integer[];
  good boolean[];
begin
  if 0 = any (p_expected) then
    perform pg_advisory_xact_lock(20563, l.lock)
    from (select distinct hashtext(i.sku) as lock from unnest(p_skus, p_expected) as i (sku, expected) where i.expected = 0 order by 1) l;
  end if;

  select array_agg(coalesce(l.version, 0)) into found_version
  from unnest(p_skus) as i (sku)
  left join lateral (select t.version from item t where t.sku = i.sku for no key update) l on true;

  select coalesce(array_agg(s.item), '{}') into surprised
  from (
    select h.item
    from unnest(p_hold_item, p_hold_sku, p_hold_order, p_hold_expected, p_hold_expected_quantity) as h (item, sku, order_id, released, quantity)
    left join lateral (select t.released, t.quantity from hold t where t.order_id = h.order_id and t.sku = h.sku) f on true
    where (f.released, f.quantity) is distinct from (h.released, h.quantity)
    union
    select a.item
    from unnest(p_adjustment_item, p_adjustment_sku, p_adjustment_ids) as a (item, sku, id)
    join lateral (select 1 from adjustment t where t.sku = a.sku and t.adjustment_id = a.id) f on true
  ) s;

  select array_agg(i.found = i.expected and i.n <> all (surprised) order by i.n) into good
  from unnest(found_version, p_expected) with ordinality as i (found, expected, n);

  update item t set received = i.received, available = i.available, version = t.version + 1
  from unnest(good, p_skus, p_expected, p_writes, p_received, p_available) as i (good, sku, expected, writes, received, available)
  where i.good and i.writes and i.expected > 0 and t.sku = i.sku;

  if 0 = any (p_expected) then
    insert into item (sku, received, available, version)
    select i.sku, i.received, i.available, 1
    from unnest(good, p_skus, p_expected, p_writes, p_received, p_available) as i (good, sku, expected, writes, received, available)
    where i.good and i.writes and i.expected = 0;
  end if;

  if cardinality(p_hold_item) > 0 then
    insert into hold (order_id, sku, quantity, released)
    select h.order_id, h.sku, h.quantity, h.released
    from unnest(p_hold_item, p_hold_sku, p_hold_order, p_hold_released, p_hold_quantity) as h (item, sku, order_id, released, quantity)
    where h.released is not null and good[h.item]
    on conflict (order_id, sku) do update set quantity = excluded.quantity, released = excluded.released;
  end if;

  if cardinality(p_adjustment_item) > 0 then
    insert into adjustment (sku, adjustment_id, delta)
    select a.sku, a.id, a.delta
    from unnest(p_adjustment_item, p_adjustment_sku, p_adjustment_ids, p_adjustment_delta) as a (item, sku, id, delta)
    where a.delta is not null and good[a.item];
  end if;

  return query
    select i.n::integer, (case when i.good then 0 when i.found <> i.expected then 1 else 2 end)::smallint,
      i.expected + i.writes::integer, null::text, null::boolean, null::integer
    from unnest(good, found_version, p_expected, p_writes) with ordinality as i (good, found, expected, writes, n);

  if cardinality(surprised) > 0 then
    return query
      select h.item, 3::smallint, null::bigint, h.order_id, f.released, f.quantity
      from unnest(p_hold_item, p_hold_sku, p_hold_order) as h (item, sku, order_id)
      join lateral (select t.released, t.quantity from hold t where t.order_id = h.order_id and t.sku = h.sku) f on true
      where h.item = any (surprised) and found_version[h.item] = p_expected[h.item]
      union all
      select a.item, 4::smallint, null, a.id, null, null
      from unnest(p_adjustment_item, p_adjustment_sku, p_adjustment_ids) as a (item, sku, id)
      join lateral (select 1 from adjustment t where t.sku = a.sku and t.adjustment_id = a.id) f on true
      where a.item = any (surprised) and found_version[a.item] = p_expected[a.item];
  end if;
end $$;

-- What stock_commit does where all of it is as the callers took for granted, at half the cost: every item is there at the version decided upon and is
-- written, every hold is as expected and is written, there is no adjustment. If anything is otherwise, nothing happens and the error OS001 says so;
-- stock_commit then tells what is: docs/decisions/0019-stock-as-expected.md.
-- The items must come in the order of their sku, as in stock_commit, and are locked in it; every hold is compared under the lock of its item.
create function stock_commit_expected(
  p_skus text[], p_versions bigint[], p_received bigint[], p_available bigint[],
  p_new_sku text[], p_new_order text[], p_new_released boolean[], p_new_quantity integer[],
  p_old_sku text[], p_old_order text[], p_old_expected boolean[], p_old_expected_quantity integer[], p_old_released boolean[], p_old_quantity integer[])
  returns void
  language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan
as $$
declare
  n bigint;
begin
  update item t set received = i.received, available = i.available, version = t.version + 1
  from unnest(p_skus, p_versions, p_received, p_available) as i (sku, version, received, available)
  where t.sku = i.sku and t.version = i.version;
  get diagnostics n = row_count;
  if n < cardinality(p_skus) then
    raise exception 'An item is not as expected.' using errcode = 'OS001';
  end if;

  if cardinality(p_new_sku) > 0 then
    insert into hold (order_id, sku, quantity, released)
    select h.order_id, h.sku, h.quantity, h.released
    from unnest(p_new_sku, p_new_order, p_new_released, p_new_quantity) as h (sku, order_id, released, quantity)
    on conflict do nothing;
    get diagnostics n = row_count;
    if n < cardinality(p_new_sku) then
      raise exception 'A hold is there that was not expected.' using errcode = 'OS001';
    end if;
  end if;

  if cardinality(p_old_sku) > 0 then
    update hold t set quantity = h.quantity, released = h.released
    from unnest(p_old_sku, p_old_order, p_old_expected, p_old_expected_quantity, p_old_released, p_old_quantity)
      as h (sku, order_id, expected, expected_quantity, released, quantity)
    where t.order_id = h.order_id and t.sku = h.sku and t.released = h.expected and t.quantity = h.expected_quantity;
    get diagnostics n = row_count;
    if n < cardinality(p_old_sku) then
      raise exception 'A hold is not as expected.' using errcode = 'OS001';
    end if;
  end if;
end $$;

-- Stock: the numbers of an item, and one row for every hold and every adjustment there ever was. received = available + held + sold at every
-- instant; held and sold are the sums over the rows of hold.
create table item (
  sku text collate "C" primary key,
  received bigint not null,
  available bigint not null check (available >= 0),
  held bigint not null check (held >= 0),
  version bigint not null check (version > 0),
  check (received >= available + held)
)
-- Rewritten with every commit that touches the item: room on the page keeps the new row beside the old one and off the index.
with (fillfactor = 50);

-- The key begins with the order, so that it also finds what an order holds; the ledger always knows both halves.
create table hold (
  order_id text collate "C" not null,
  sku text collate "C" not null,
  quantity integer not null check (quantity >= 0),
  status smallint not null check (status between 0 and 2), -- 0 held, 1 sold, 2 released
  at timestamptz not null default now(),
  primary key (order_id, sku)
)
-- Each hold is rewritten once, when it ends; room for that keeps it off the index.
with (fillfactor = 70);

create table adjustment (
  sku text collate "C" not null,
  adjustment_id text collate "C" not null,
  delta bigint not null,
  at timestamptz not null default now(),
  primary key (sku, adjustment_id)
);

create view inventory as
  select sku, available, held as reserved, received - available - held as sold, received from item;

-- Commits the batches of many items, each whole or not at all; items must come in the order of their sku and each once.
-- Row locks are taken in that order and end with the statement, so two commits cannot wait for each other in a circle. An item that does not
-- exist has no row to lock; an advisory lock stands in for it, taken before any row's.
-- After the locks every statement here sees what was committed before: that is why this is a function and not one statement.
--   p_expected: the version decided upon, 0 for no item · p_writes: whether the item's numbers are to be written
--   p_hold_item, p_adjustment_item: to which item (from 1) an entry belongs · p_hold_expected: null for no row · p_hold_status: null for a mere check
--   p_adjustment_delta: null for a mere check
-- Returns one row an item: outcome 0 done at version, 1 conflict, 2 surprise; with a surprise, the records that are there: outcome 3 a hold,
-- outcome 4 an adjustment.
create function stock_commit(
  p_skus text[], p_expected bigint[], p_writes boolean[], p_received bigint[], p_available bigint[], p_held bigint[],
  p_hold_item integer[], p_hold_sku text[], p_hold_order text[], p_hold_expected smallint[], p_hold_expected_quantity integer[],
  p_hold_status smallint[], p_hold_quantity integer[],
  p_adjustment_item integer[], p_adjustment_sku text[], p_adjustment_ids text[], p_adjustment_delta bigint[])
  returns table (item integer, outcome smallint, version bigint, record text, status smallint, quantity integer)
  language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
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
    from unnest(p_hold_item, p_hold_sku, p_hold_order, p_hold_expected, p_hold_expected_quantity) as h (item, sku, order_id, status, quantity)
    left join lateral (select t.status, t.quantity from hold t where t.order_id = h.order_id and t.sku = h.sku) f on true
    where (f.status, f.quantity) is distinct from (h.status, h.quantity)
    union
    select a.item
    from unnest(p_adjustment_item, p_adjustment_sku, p_adjustment_ids) as a (item, sku, id)
    join lateral (select 1 from adjustment t where t.sku = a.sku and t.adjustment_id = a.id) f on true
  ) s;

  select array_agg(i.found = i.expected and i.n <> all (surprised) order by i.n) into good
  from unnest(found_version, p_expected) with ordinality as i (found, expected, n);

  update item t set received = i.received, available = i.available, held = i.held, version = t.version + 1
  from unnest(good, p_skus, p_expected, p_writes, p_received, p_available, p_held) as i (good, sku, expected, writes, received, available, held)
  where i.good and i.writes and i.expected > 0 and t.sku = i.sku;

  if 0 = any (p_expected) then
    insert into item (sku, received, available, held, version)
    select i.sku, i.received, i.available, i.held, 1
    from unnest(good, p_skus, p_expected, p_writes, p_received, p_available, p_held) as i (good, sku, expected, writes, received, available, held)
    where i.good and i.writes and i.expected = 0;
  end if;

  if cardinality(p_hold_item) > 0 then
    insert into hold (order_id, sku, quantity, status)
    select h.order_id, h.sku, h.quantity, h.status
    from unnest(p_hold_item, p_hold_sku, p_hold_order, p_hold_status, p_hold_quantity) as h (item, sku, order_id, status, quantity)
    where h.status is not null and good[h.item]
    on conflict (order_id, sku) do update set quantity = excluded.quantity, status = excluded.status, at = excluded.at;
  end if;

  if cardinality(p_adjustment_item) > 0 then
    insert into adjustment (sku, adjustment_id, delta)
    select a.sku, a.id, a.delta
    from unnest(p_adjustment_item, p_adjustment_sku, p_adjustment_ids, p_adjustment_delta) as a (item, sku, id, delta)
    where a.delta is not null and good[a.item];
  end if;

  return query
    select i.n::integer, (case when i.good then 0 when i.found <> i.expected then 1 else 2 end)::smallint,
      i.expected + i.writes::integer, null::text, null::smallint, null::integer
    from unnest(good, found_version, p_expected, p_writes) with ordinality as i (good, found, expected, writes, n);

  if cardinality(surprised) > 0 then
    return query
      select h.item, 3::smallint, null::bigint, h.order_id, f.status, f.quantity
      from unnest(p_hold_item, p_hold_sku, p_hold_order) as h (item, sku, order_id)
      join lateral (select t.status, t.quantity from hold t where t.order_id = h.order_id and t.sku = h.sku) f on true
      where h.item = any (surprised) and found_version[h.item] = p_expected[h.item]
      union all
      select a.item, 4::smallint, null, a.id, null, null
      from unnest(p_adjustment_item, p_adjustment_sku, p_adjustment_ids) as a (item, sku, id)
      join lateral (select 1 from adjustment t where t.sku = a.sku and t.adjustment_id = a.id) f on true
      where a.item = any (surprised) and found_version[a.item] = p_expected[a.item];
  end if;
end $$;

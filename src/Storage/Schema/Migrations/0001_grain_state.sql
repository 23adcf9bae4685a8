-- State of grains: one row a grain and state name. The version guards every write.
-- Identifiers compare by their bytes ("C"): that is what they mean, it is cheaper, and it is the order that cursors follow.
create table grain_state (
  kind text collate "C" not null,
  key text collate "C" not null,
  version integer not null check (version > 0),
  updated_at timestamptz not null default now(),
  state jsonb,

  -- What lists and the reconciler look for, of orders only. Never written, so never behind the state.
  customer_id text collate "C" generated always as (case when kind = 'order' then state ->> 'customer_id' end) stored,
  status text collate "C" generated always as (case when kind = 'order' then state ->> 'status' end) stored,
  created_at text collate "C" generated always as (case when kind = 'order' then state ->> 'created_at' end) stored,
  expires_at text collate "C" generated always as (case when kind = 'order' then state ->> 'expires_at' end) stored,

  -- The partial indexes ask for this and not for the status itself: a transition that leaves it as it is touches no index.
  is_open boolean generated always as (kind = 'order' and (state ->> 'status') in ('pending', 'reserved')) stored,

  primary key (kind, key)
)
-- An order is written three times within moments. With room on its page the second state lies beside the first and touches no index, which
-- halves what that write costs the server; full pages would be left half dead anyway.
with (fillfactor = 50);

create index grain_state_orders on grain_state (created_at desc, key desc) where kind = 'order';
create index grain_state_orders_of_customer on grain_state (customer_id, created_at desc, key desc) where kind = 'order';
create index grain_state_open_orders on grain_state (created_at, key) where is_open;
create index grain_state_open_orders_by_deadline on grain_state (expires_at, key) where is_open;

create view orders as
  select state ->> 'order_id' as order_id, customer_id, status, (state ->> 'version')::integer as version, state ->> 'currency' as currency,
    (state ->> 'total_amount')::numeric as total_amount, created_at, expires_at, updated_at, state
  from grain_state
  where kind = 'order' and state is not null;

-- Writes many states, each guarded by its own version (0: there must be no record yet). Returns those that were written; what is missing there
-- is a conflict. No (kind, key) may occur twice.
-- Joins other than by index are off: a plan made while the table was small would otherwise go on reading all of it when it has grown.
create function grain_write(kinds text[], keys text[], versions integer[], states jsonb[])
  returns table (kind text, key text)
  language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
begin
  return query
    update grain_state g set state = i.state, version = g.version + 1, updated_at = now()
    from unnest(kinds, keys, versions, states) as i (kind, key, version, state)
    where i.version > 0 and g.kind = i.kind and g.key = i.key and g.version = i.version
    returning g.kind, g.key;
  return query
    insert into grain_state as g (kind, key, version, state)
    select i.kind, i.key, 1, i.state from unnest(kinds, keys, versions, states) as i (kind, key, version, state)
    where i.version = 0
    on conflict do nothing
    returning g.kind, g.key;
end $$;

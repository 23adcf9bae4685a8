-- An order is written three times within moments and then hardly ever again. Orders that are open lie apart, on pages filled by half, so that the step to
-- reserved touches no index; the write that makes one final moves it to where everything else lies, on full pages: docs/decisions/0032-open-orders-apart.md.
-- A write under way runs the function that it began with: it waits for this lock, then misses grain_final, fails, and is made again with the function below.
lock table grain_state in access exclusive mode;
alter function grain_final(text, jsonb) rename to grain_end;

alter table grain_state rename to grain_state_rest;
alter index grain_state_pkey rename to grain_state_rest_pkey;
alter index grain_state_orders rename to grain_state_rest_orders;
alter index grain_state_orders_of_customer rename to grain_state_rest_orders_of_customer;
alter index grain_state_ended_orders rename to grain_state_rest_ended_orders;
alter table grain_state_rest reset (fillfactor);

create table grain_state (like grain_state_rest including defaults including constraints) partition by list (is_open);

-- Its pages are used again as they are: pages that were cut off would be needed again in a moment, and cutting them off needs a lock that writers wait for.
create table grain_state_open partition of grain_state (primary key (kind, key)) for values in (true) with (fillfactor = 50, vacuum_truncate = off);
with open as (delete from grain_state_rest where is_open returning *) insert into grain_state_open select * from open;
drop index grain_state_open_orders, grain_state_open_orders_by_deadline;
-- Partial, although all rows are in them: a look by key could otherwise be planned through one of them while the partition is nearly empty.
create index grain_state_open_orders on grain_state_open (created_at, key) where kind = 'order';
create index grain_state_open_orders_of_customer on grain_state_open (customer_id, created_at, key) where kind = 'order';
create index grain_state_open_orders_by_deadline on grain_state_open (expires_at, key) where kind = 'order';
alter table grain_state attach partition grain_state_rest for values in (false, null);

-- Rights and views stay with the table that was renamed.
do $$
declare
  given record;
begin
  for given in
    select case when grantee = 'PUBLIC' then 'public' else quote_ident(grantee) end as role, privilege_type from information_schema.role_table_grants
    where table_schema = current_schema() and table_name = 'grain_state_rest' and grantee <> current_user
  loop
    execute format('grant %s on grain_state to %s', given.privilege_type, given.role);
    -- grain_write looks into the partitions by their names.
    if given.privilege_type = 'SELECT' then execute format('grant select on grain_state_open to %s', given.role); end if;
  end loop;
end $$;

create or replace view orders as
  select state ->> 'order_id' as order_id, customer_id, status, (state ->> 'version')::integer as version, state ->> 'currency' as currency,
    (state ->> 'total_amount')::numeric as total_amount, created_at, expires_at, updated_at, state
  from grain_state
  where kind = 'order' and state is not null;

create or replace view inventory as
  select i.sku, i.available, coalesce(r.units, 0) as reserved, i.received - i.available - coalesce(r.units, 0) as sold, i.received
  from item i
  left join (
    select h.sku, sum(h.quantity)::bigint as units
    from grain_state g
    cross join lateral (select sku, quantity from hold where order_id = substr(g.key, 7) and not released offset 0) h
    where g.is_open
    group by h.sku) r on r.sku = i.sku;

create or replace view notifications as
  select coalesce(n.event_id, n.order_id || case when n.kind = 'payment.refunded' then '' else ':' || n.version end || ':' || n.kind) as event_id,
    n.customer_id, n.order_id, n.kind,
    coalesce(n.body, (select notification_body(n.kind, n.version, g.state) from grain_state g where g.kind = 'order' and g.key = 'order:' || n.order_id), '{}') as body,
    n.at, n.seq
  from notification n;

create or replace function grain_columns_renew() returns bigint
  language sql
as $$
  with renewed as (
    update grain_state set customer_id = grain_column(kind, state, 'customer_id'), status = grain_column(kind, state, 'status'),
      created_at = grain_column(kind, state, 'created_at'), expires_at = grain_column(kind, state, 'expires_at'), is_open = grain_is_open(kind, state),
      ended = grain_end(kind, state)
    where (customer_id, status, created_at, expires_at, is_open, ended) is distinct from (grain_column(kind, state, 'customer_id'), grain_column(kind, state, 'status'),
      grain_column(kind, state, 'created_at'), grain_column(kind, state, 'expires_at'), grain_is_open(kind, state), grain_end(kind, state))
    returning 1)
  select count(*) from renewed
$$;

-- As before, and no key is written to both partitions, although a primary key is that of one.
-- A partition is nearly empty at times. PostgreSQL may then plan to walk through its whole key index, and keeps that plan when the partition has grown. In the update, any (array[…])
-- rules such a plan out; elsewhere offset 0 does, since it keeps a look from being planned as a join.
create or replace function grain_write(kinds text[], keys text[], versions integer[], states jsonb[])
  returns table (kind text, key text)
  language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
  if 0 < any (versions) then
    -- For notifications_settled: it must be held before the first seq is drawn. Shared, so no writer waits for another.
    perform pg_advisory_xact_lock_shared((20564::bigint << 48) | coalesce(pg_sequence_last_value('notification_seq_seq'), 0))
    where exists (select from unnest(kinds, versions, states) as i (kind, version, state) where grain_tells(i.kind, i.version + 1, i.state) is not null);
    return query
      with written as (
        update grain_state g set state = i.state, version = g.version + 1, updated_at = now(), customer_id = grain_column(i.kind, i.state, 'customer_id'),
          status = grain_column(i.kind, i.state, 'status'), created_at = grain_column(i.kind, i.state, 'created_at'),
          expires_at = grain_column(i.kind, i.state, 'expires_at'), is_open = grain_is_open(i.kind, i.state), ended = grain_end(i.kind, i.state)
        from unnest(kinds, keys, versions, states) as i (kind, key, version, state)
        where i.version > 0 and g.kind = any (array[i.kind]) and g.key = i.key and g.version = i.version
        returning g.kind, g.key, g.customer_id, g.version, i.state, grain_tells(i.kind, g.version, i.state) as tells),
      told as (
        insert into notification (customer_id, order_id, kind, version, at)
        select w.customer_id, w.state ->> 'order_id', w.tells, w.version, (w.state #>> '{history,-1,at}')::timestamptz from written w where w.tells is not null)
      select w.kind, w.key from written w;
  end if;
  if 0 = any (versions) then
    return query
      insert into grain_state as g (kind, key, version, state, customer_id, status, created_at, expires_at, is_open, ended)
      select i.kind, i.key, 1, i.state, grain_column(i.kind, i.state, 'customer_id'), grain_column(i.kind, i.state, 'status'),
        grain_column(i.kind, i.state, 'created_at'), grain_column(i.kind, i.state, 'expires_at'), grain_is_open(i.kind, i.state), grain_end(i.kind, i.state)
      from unnest(kinds, keys, versions, states) as i (kind, key, version, state)
      where i.version = 0 and not exists (select from grain_state_rest r where r.kind = i.kind and r.key = i.key offset 0)
      on conflict do nothing
      returning g.kind, g.key;

    -- A record that was moved while the insert waited for it was in neither partition then. It is seen now.
    if exists (
      select from unnest(kinds, keys, versions) as i (kind, key, version)
      where i.version = 0 and exists (select from grain_state_rest r where r.kind = i.kind and r.key = i.key offset 0)
        and exists (select from grain_state_open o where o.kind = i.kind and o.key = i.key offset 0)) then
      raise exception 'A record was moved while one was created at its key.' using errcode = 'serialization_failure';
    end if;
  end if;
end $$;

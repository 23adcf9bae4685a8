-- What the customer is told is written by the statement that writes the order: docs/decisions/0030-notifications-in-the-commit.md.

-- Whatever was written before is seen by what follows. A write under way runs the function that it began with: it waits for this lock, then misses
-- grain_ended, fails, and is made again with the function below.
lock table grain_state in share row exclusive mode;
alter function grain_ended(text, jsonb) rename to grain_final;

alter table notifications rename to notification;
alter sequence notifications_seq_seq rename to notification_seq_seq;
alter index notifications_of_customer rename to notification_of_customer;
alter table notification
  drop constraint notifications_pkey,
  drop constraint notifications_seq_key,
  add constraint notification_pkey primary key (seq),
  -- Rows of earlier versions have an id and a body of their own; those of now follow from the order and this version of it.
  alter column event_id drop not null,
  alter column body drop not null,
  add column version integer;

create or replace function grain_columns_renew() returns bigint
  language sql
as $$
  with renewed as (
    update grain_state set customer_id = grain_column(kind, state, 'customer_id'), status = grain_column(kind, state, 'status'),
      created_at = grain_column(kind, state, 'created_at'), expires_at = grain_column(kind, state, 'expires_at'), is_open = grain_is_open(kind, state),
      ended = grain_final(kind, state)
    where (customer_id, status, created_at, expires_at, is_open, ended) is distinct from (grain_column(kind, state, 'customer_id'), grain_column(kind, state, 'status'),
      grain_column(kind, state, 'created_at'), grain_column(kind, state, 'expires_at'), grain_is_open(kind, state), grain_final(kind, state))
    returning 1)
  select count(*) from renewed
$$;

-- The kind of the notification of an order's event; null for an event that its customer is not told of.
create function notification_kind(p_event text) returns text
  language sql immutable parallel safe
as $$ select case when p_event in ('confirmed', 'failed', 'cancelled') then 'order.' || p_event when p_event = 'refunded' then 'payment.refunded' end $$;

-- The kind of the notification that a state causes when its last event is of the version that is written; else null.
create function grain_tells(p_kind text, p_version integer, p_state jsonb) returns text
  language sql immutable parallel safe
as $$
  select case when p_kind = 'order' and (p_state #>> '{history,-1,version}')::integer = p_version then notification_kind(p_state #>> '{history,-1,kind}') end
$$;

-- The last seq that was drawn, committed or not; 0 before the first.
create function notification_drawn() returns bigint
  language sql
as $$ select last_value - (not is_called)::integer from notification_seq_seq $$;

-- A seq up to which every notification is committed, or never will be. A statement that is about to draw holds, until its commit is visible, a shared
-- lock that names a seq below all that it draws. So the last seq drawn is read first: a statement that had drawn it, or an earlier one, held its lock before,
-- and holds it still or has ended.
create function notifications_settled() returns bigint
  language plpgsql
as $$
declare
  drawn bigint := notification_drawn();
begin
  return least(drawn, (
    select min(((l.classid::bigint & 65535) << 32) | l.objid::bigint)
    from pg_locks l
    where l.locktype = 'advisory' and l.objsubid = 1 and l.classid::bigint >> 16 = 20564
      and l.database = (select d.oid from pg_database d where d.datname = current_database())));
end $$;

-- As before, and with the states that end an order, or record its refund, its notification. A first write ends no order.
create or replace function grain_write(kinds text[], keys text[], versions integer[], states jsonb[])
  returns table (kind text, key text)
  language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
  if 0 < any (versions) then
    -- For notifications_settled: it must be held before the first seq is drawn. Shared, so no writer waits for another. (As in notification_drawn, which would be
    -- planned at each call.)
    perform pg_advisory_xact_lock_shared((20564::bigint << 48) | (d.last_value - (not d.is_called)::integer)) from notification_seq_seq d
    where exists (select from unnest(kinds, versions, states) as i (kind, version, state) where grain_tells(i.kind, i.version + 1, i.state) is not null);
    return query
      with written as (
        update grain_state g set state = i.state, version = g.version + 1, updated_at = now(), customer_id = grain_column(i.kind, i.state, 'customer_id'),
          status = grain_column(i.kind, i.state, 'status'), created_at = grain_column(i.kind, i.state, 'created_at'),
          expires_at = grain_column(i.kind, i.state, 'expires_at'), is_open = grain_is_open(i.kind, i.state), ended = grain_final(i.kind, i.state)
        from unnest(kinds, keys, versions, states) as i (kind, key, version, state)
        where i.version > 0 and g.kind = i.kind and g.key = i.key and g.version = i.version
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
        grain_column(i.kind, i.state, 'created_at'), grain_column(i.kind, i.state, 'expires_at'), grain_is_open(i.kind, i.state), grain_final(i.kind, i.state)
      from unnest(kinds, keys, versions, states) as i (kind, key, version, state)
      where i.version = 0
      on conflict do nothing
      returning g.kind, g.key;
  end if;
end $$;

-- One row of grain_write: the new version, or null for a conflict. p_version null: there must be no record yet.
create or replace function orleans_grain_write(p_kind text, p_key text, p_version integer, p_payload bytea) returns integer
  language sql
as $$
  select coalesce(p_version, 0) + 1
  from grain_write(array[p_kind], array[p_key], array[coalesce(p_version, 0)], array[convert_from(p_payload, 'UTF8')::jsonb])
$$;

-- What the customer is shown of an order's event: what the message of the event says of it.
create function notification_body(p_kind text, p_version integer, p_state jsonb) returns jsonb
  language sql immutable parallel safe
as $$
  select case when p_kind = 'payment.refunded'
    then jsonb_build_object('order_id', p_state -> 'order_id', 'customer_id', p_state -> 'customer_id', 'amount', p_state -> 'total_amount',
      'currency', p_state -> 'currency', 'at', p_state #> array['history', (p_version - 1)::text, 'at'])
    else jsonb_strip_nulls(jsonb_build_object('order_id', p_state -> 'order_id', 'customer_id', p_state -> 'customer_id', 'status', substr(p_kind, 7),
      'version', p_version, 'currency', p_state -> 'currency', 'total_amount', p_state -> 'total_amount',
      'amount', case when p_state -> 'lines' = '[]' then p_state -> 'total_amount' end, 'items', nullif(p_state -> 'lines', '[]'),
      'failure', case when p_kind = 'order.failed' then jsonb_build_object('reason', p_state #> '{failure,reason}',
        'shortages', coalesce(nullif(p_state #> '{failure,shortages}', 'null'), '[]')) end,
      'expires_at', p_state -> 'expires_at', 'at', p_state #> array['history', (p_version - 1)::text, 'at'])) end
$$;

-- What customers were told, with all that follows from the order. The order is read only for a body that is asked for.
create view notifications as
  select coalesce(n.event_id, n.order_id || case when n.kind = 'payment.refunded' then '' else ':' || n.version end || ':' || n.kind) as event_id,
    n.customer_id, n.order_id, n.kind,
    coalesce(n.body, (select notification_body(n.kind, n.version, g.state) from grain_state g where g.kind = 'order' and g.key = 'order:' || n.order_id), '{}') as body,
    n.at, n.seq
  from notification n;

-- Processes of the version before call this for what they find in the queue of notifications; it is there already.
create or replace function notifications_append(event_ids text[], customer_ids text[], order_ids text[], kinds text[], bodies jsonb[], ats timestamptz[])
  returns table (event_id text, seq bigint)
  language plpgsql
as $$ begin end $$;

-- What nobody had been told of yet: its message waited in that queue.
insert into notification (customer_id, order_id, kind, version, at)
select o.customer_id, o.order_id, t.kind, (e.event ->> 'version')::integer, (e.event ->> 'at')::timestamptz as at
from orders o
cross join lateral jsonb_array_elements(o.state -> 'history') e (event)
cross join lateral (select notification_kind(e.event ->> 'kind') as kind) t
where t.kind is not null and not exists (select from notification n where n.order_id = o.order_id and n.kind = t.kind)
order by at;

-- Roles that could append have to read the sequence, and the view.
do $$
declare
  service name;
begin
  for service in
    select grantee from information_schema.role_table_grants
    where table_schema = current_schema() and table_name = 'notification' and privilege_type = 'INSERT' and grantee not in (current_user, 'PUBLIC')
  loop
    execute format('grant select on notification_seq_seq, notifications to %I', service);
  end loop;
end $$;

-- Orders that have ended are found by how they ended. The status itself is in no index, so that the step from pending to reserved touches none; this column
-- stays empty until an order is final.
alter table grain_state add column ended text collate "C";

create function grain_ended(p_kind text, p_state jsonb) returns text
  language sql immutable parallel safe
as $$ select case when p_kind = 'order' and p_state ->> 'status' not in ('pending', 'reserved') then p_state ->> 'status' end $$;

-- Before the index is there, so that each row is written to it once.
update grain_state set ended = grain_ended(kind, state) where grain_ended(kind, state) is not null;

create index grain_state_ended_orders on grain_state (ended, created_at desc, key desc) where ended is not null;

create or replace function grain_columns_renew() returns bigint
  language sql
as $$
  with renewed as (
    update grain_state set customer_id = grain_column(kind, state, 'customer_id'), status = grain_column(kind, state, 'status'),
      created_at = grain_column(kind, state, 'created_at'), expires_at = grain_column(kind, state, 'expires_at'), is_open = grain_is_open(kind, state),
      ended = grain_ended(kind, state)
    where (customer_id, status, created_at, expires_at, is_open, ended) is distinct from (grain_column(kind, state, 'customer_id'), grain_column(kind, state, 'status'),
      grain_column(kind, state, 'created_at'), grain_column(kind, state, 'expires_at'), grain_is_open(kind, state), grain_ended(kind, state))
    returning 1)
  select count(*) from renewed
$$;

create or replace function grain_write(kinds text[], keys text[], versions integer[], states jsonb[])
  returns table (kind text, key text)
  language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
  if 0 < any (versions) then
    return query
      update grain_state g set state = i.state, version = g.version + 1, updated_at = now(), customer_id = grain_column(i.kind, i.state, 'customer_id'),
        status = grain_column(i.kind, i.state, 'status'), created_at = grain_column(i.kind, i.state, 'created_at'),
        expires_at = grain_column(i.kind, i.state, 'expires_at'), is_open = grain_is_open(i.kind, i.state), ended = grain_ended(i.kind, i.state)
      from unnest(kinds, keys, versions, states) as i (kind, key, version, state)
      where i.version > 0 and g.kind = i.kind and g.key = i.key and g.version = i.version
      returning g.kind, g.key;
  end if;
  if 0 = any (versions) then
    return query
      insert into grain_state as g (kind, key, version, state, customer_id, status, created_at, expires_at, is_open, ended)
      select i.kind, i.key, 1, i.state, grain_column(i.kind, i.state, 'customer_id'), grain_column(i.kind, i.state, 'status'),
        grain_column(i.kind, i.state, 'created_at'), grain_column(i.kind, i.state, 'expires_at'), grain_is_open(i.kind, i.state), grain_ended(i.kind, i.state)
      from unnest(kinds, keys, versions, states) as i (kind, key, version, state)
      where i.version = 0
      on conflict do nothing
      returning g.kind, g.key;
  end if;
end $$;

create or replace function orleans_grain_write(p_kind text, p_key text, p_version integer, p_payload bytea) returns integer
  language plpgsql
as $$
declare
  new_state jsonb := convert_from(p_payload, 'UTF8')::jsonb;
  new_version integer;
begin
  if p_version is null then
    insert into grain_state as g (kind, key, version, state, customer_id, status, created_at, expires_at, is_open, ended)
    values (p_kind, p_key, 1, new_state, grain_column(p_kind, new_state, 'customer_id'), grain_column(p_kind, new_state, 'status'),
      grain_column(p_kind, new_state, 'created_at'), grain_column(p_kind, new_state, 'expires_at'), grain_is_open(p_kind, new_state), grain_ended(p_kind, new_state))
    on conflict do nothing
    returning g.version into new_version;
  else
    update grain_state g set state = new_state, version = g.version + 1, updated_at = now(), customer_id = grain_column(p_kind, new_state, 'customer_id'),
      status = grain_column(p_kind, new_state, 'status'), created_at = grain_column(p_kind, new_state, 'created_at'),
      expires_at = grain_column(p_kind, new_state, 'expires_at'), is_open = grain_is_open(p_kind, new_state), ended = grain_ended(p_kind, new_state)
    where g.kind = p_kind and g.key = p_key and g.version = p_version
    returning g.version into new_version;
  end if;
  return new_version;
end $$;

update OrleansQuery
set QueryText = replace(QueryText, 'is_open = null,', 'is_open = null, ended = null,')
where QueryKey = 'ClearStorageKey';

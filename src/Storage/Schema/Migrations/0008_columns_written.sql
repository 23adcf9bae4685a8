-- What lists and the reconciler look for is written with the state instead of generated from it. PostgreSQL reads the definition of each generated
-- column anew for every statement, which cost more than all the rest of a small batch: docs/decisions/0020-columns-are-written.md.
-- The columns keep what they hold; nothing is rewritten.
alter table grain_state
  alter column customer_id drop expression,
  alter column status drop expression,
  alter column created_at drop expression,
  alter column expires_at drop expression,
  alter column is_open drop expression;

-- What the columns say, of orders only. PostgreSQL puts these in place where they are called.
create function grain_column(p_kind text, p_state jsonb, p_name text) returns text
  language sql immutable parallel safe
as $$ select case when p_kind = 'order' then p_state ->> p_name end $$;

create function grain_is_open(p_kind text, p_state jsonb) returns boolean
  language sql immutable parallel safe
as $$ select p_kind = 'order' and p_state ->> 'status' in ('pending', 'reserved') $$;

-- For whoever wrote a state by hand: makes the columns say what the states say, and returns how many rows did not.
create function grain_columns_renew() returns bigint
  language sql
as $$
  with renewed as (
    update grain_state set customer_id = grain_column(kind, state, 'customer_id'), status = grain_column(kind, state, 'status'),
      created_at = grain_column(kind, state, 'created_at'), expires_at = grain_column(kind, state, 'expires_at'), is_open = grain_is_open(kind, state)
    where (customer_id, status, created_at, expires_at, is_open) is distinct from (grain_column(kind, state, 'customer_id'), grain_column(kind, state, 'status'),
      grain_column(kind, state, 'created_at'), grain_column(kind, state, 'expires_at'), grain_is_open(kind, state))
    returning 1)
  select count(*) from renewed
$$;

-- As before, and a statement runs only if it has something to do.
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
        expires_at = grain_column(i.kind, i.state, 'expires_at'), is_open = grain_is_open(i.kind, i.state)
      from unnest(kinds, keys, versions, states) as i (kind, key, version, state)
      where i.version > 0 and g.kind = i.kind and g.key = i.key and g.version = i.version
      returning g.kind, g.key;
  end if;
  if 0 = any (versions) then
    return query
      insert into grain_state as g (kind, key, version, state, customer_id, status, created_at, expires_at, is_open)
      select i.kind, i.key, 1, i.state, grain_column(i.kind, i.state, 'customer_id'), grain_column(i.kind, i.state, 'status'),
        grain_column(i.kind, i.state, 'created_at'), grain_column(i.kind, i.state, 'expires_at'), grain_is_open(i.kind, i.state)
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
    insert into grain_state as g (kind, key, version, state, customer_id, status, created_at, expires_at, is_open)
    values (p_kind, p_key, 1, new_state, grain_column(p_kind, new_state, 'customer_id'), grain_column(p_kind, new_state, 'status'),
      grain_column(p_kind, new_state, 'created_at'), grain_column(p_kind, new_state, 'expires_at'), grain_is_open(p_kind, new_state))
    on conflict do nothing
    returning g.version into new_version;
  else
    update grain_state g set state = new_state, version = g.version + 1, updated_at = now(), customer_id = grain_column(p_kind, new_state, 'customer_id'),
      status = grain_column(p_kind, new_state, 'status'), created_at = grain_column(p_kind, new_state, 'created_at'),
      expires_at = grain_column(p_kind, new_state, 'expires_at'), is_open = grain_is_open(p_kind, new_state)
    where g.kind = p_kind and g.key = p_key and g.version = p_version
    returning g.version into new_version;
  end if;
  return new_version;
end $$;

update OrleansQuery
set QueryText = replace(QueryText, 'set state = null,', 'set state = null, customer_id = null, status = null, created_at = null, expires_at = null, is_open = null,')
where QueryKey = 'ClearStorageKey';

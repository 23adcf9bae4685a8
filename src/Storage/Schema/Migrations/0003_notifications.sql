-- What customers were told: append-only, each event once. Whoever follows the log asks for what came after the last seq that he has seen.
create table notifications (
  event_id text collate "C" primary key,
  customer_id text collate "C" not null,
  order_id text collate "C" not null,
  kind text not null,
  body jsonb not null,
  at timestamptz not null,
  seq bigint not null generated always as identity unique
);

create index notifications_of_customer on notifications (customer_id, seq desc);

-- Appends what is new and returns it. The lock makes the order of seq the order of commits: a reader who has seen a number will never be
-- surprised by a smaller one.
create function notifications_append(event_ids text[], customer_ids text[], order_ids text[], kinds text[], bodies jsonb[], ats timestamptz[])
  returns table (event_id text, seq bigint)
  language plpgsql
as $$
#variable_conflict use_column
begin
  perform pg_advisory_xact_lock(20564, 0);
  return query
    insert into notifications as n (event_id, customer_id, order_id, kind, body, at)
    select i.event_id, i.customer_id, i.order_id, i.kind, i.body, i.at
    from unnest(event_ids, customer_ids, order_ids, kinds, bodies, ats) with ordinality
      as i (event_id, customer_id, order_id, kind, body, at, n)
    order by i.n
    on conflict do nothing
    returning n.event_id, n.seq;
end $$;

-- Which order an Idempotency-Key of HTTP stands for, and what the request was.
create table idempotency_key (
  key text collate "C" primary key,
  order_id text collate "C" not null,
  fingerprint bytea not null,
  at timestamptz not null default now()
);

-- What stock_commit does where all of it is as the callers took for granted, at half the cost: every item is there at the version decided upon and is
-- written, every hold is as expected and is written, there is no adjustment. If anything is otherwise, nothing happens and the error OS001 says so;
-- stock_commit then tells what is: docs/decisions/0019-stock-as-expected.md.
-- The items must come in the order of their sku, as in stock_commit, and are locked in it; every hold is compared under the lock of its item.
create function stock_commit_expected(
  p_skus text[], p_versions bigint[], p_received bigint[], p_available bigint[], p_held bigint[],
  p_new_sku text[], p_new_order text[], p_new_status smallint[], p_new_quantity integer[],
  p_old_sku text[], p_old_order text[], p_old_expected smallint[], p_old_expected_quantity integer[], p_old_status smallint[], p_old_quantity integer[])
  returns void
  language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan
as $$
declare
  n bigint;
begin
  update item t set received = i.received, available = i.available, held = i.held, version = t.version + 1
  from unnest(p_skus, p_versions, p_received, p_available, p_held) as i (sku, version, received, available, held)
  where t.sku = i.sku and t.version = i.version;
  get diagnostics n = row_count;
  if n < cardinality(p_skus) then
    raise exception 'An item is not as expected.' using errcode = 'OS001';
  end if;

  if cardinality(p_new_sku) > 0 then
    insert into hold (order_id, sku, quantity, status)
    select h.order_id, h.sku, h.quantity, h.status
    from unnest(p_new_sku, p_new_order, p_new_status, p_new_quantity) as h (sku, order_id, status, quantity)
    on conflict do nothing;
    get diagnostics n = row_count;
    if n < cardinality(p_new_sku) then
      raise exception 'A hold is there that was not expected.' using errcode = 'OS001';
    end if;
  end if;

  if cardinality(p_old_sku) > 0 then
    update hold t set quantity = h.quantity, status = h.status, at = now()
    from unnest(p_old_sku, p_old_order, p_old_expected, p_old_expected_quantity, p_old_status, p_old_quantity)
      as h (sku, order_id, expected, expected_quantity, status, quantity)
    where t.order_id = h.order_id and t.sku = h.sku and t.status = h.expected and t.quantity = h.expected_quantity;
    get diagnostics n = row_count;
    if n < cardinality(p_old_sku) then
      raise exception 'A hold is not as expected.' using errcode = 'OS001';
    end if;
  end if;
end $$;

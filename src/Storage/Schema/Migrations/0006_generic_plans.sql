-- One plan a statement, made once. Left to choose, PostgreSQL plans anew at every call with few rows, since the general plan is made for ten;
-- the plan is the same each time, and making it cost more than running it: docs/decisions/0017-generic-plans.md.
alter function grain_write(text[], text[], integer[], jsonb[]) set plan_cache_mode = force_generic_plan;
alter function notifications_append(text[], text[], text[], text[], jsonb[], timestamptz[]) set plan_cache_mode = force_generic_plan;
alter function stock_commit(
  text[], bigint[], boolean[], bigint[], bigint[], bigint[],
  integer[], text[], text[], smallint[], integer[], smallint[], integer[],
  integer[], text[], text[], bigint[]) set plan_cache_mode = force_generic_plan;

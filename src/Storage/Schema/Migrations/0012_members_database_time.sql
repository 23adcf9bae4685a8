-- Silos whose clocks differ tell of themselves by one clock, the one of this database: docs/decisions/0031-members-by-one-clock.md. The functions keep their
-- parameters, since silos of the version before call them; the times among them no longer count.
create or replace function cluster_member_insert(
  p_cluster_id text, p_address text, p_port integer, p_generation integer, p_silo_name text, p_host_name text, p_status integer,
  p_gateway_port integer, p_started_at timestamptz, p_alive_at timestamptz, p_version integer) returns boolean
  language plpgsql
as $$
begin
  update cluster_version set version = version + 1, updated_at = now() where cluster_id = p_cluster_id and version = p_version;
  if not found then
    return false;
  end if;
  insert into cluster_member (cluster_id, address, port, generation, silo_name, host_name, status, gateway_port, started_at, alive_at)
  values (p_cluster_id, p_address, p_port, p_generation, p_silo_name, p_host_name, p_status, p_gateway_port, now(), now())
  on conflict do nothing;
  if found then
    return true;
  end if;
  -- Nobody else can have seen the new version: its row is locked until this statement ends.
  update cluster_version set version = p_version where cluster_id = p_cluster_id;
  return false;
end $$;

-- A new status other than dead (6) is written by the silo itself, and so is a sign of life. Suspicions and deaths are written by others.
create or replace function cluster_member_update(
  p_cluster_id text, p_address text, p_port integer, p_generation integer, p_status integer, p_suspect_times text,
  p_alive_at timestamptz, p_version integer) returns boolean
  language plpgsql
as $$
begin
  update cluster_version set version = version + 1, updated_at = now() where cluster_id = p_cluster_id and version = p_version;
  if not found then
    return false;
  end if;
  update cluster_member set
    status = p_status, suspect_times = p_suspect_times, alive_at = case when p_status in (status, 6) then alive_at else now() end
  where cluster_id = p_cluster_id and address = p_address and port = p_port and generation = p_generation;
  if found then
    return true;
  end if;
  update cluster_version set version = p_version where cluster_id = p_cluster_id;
  return false;
end $$;

update OrleansQuery set QueryText =
  'update cluster_member set alive_at = now() where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation'
where QueryKey = 'UpdateIAmAlivetimeKey';

-- The limit comes from one silo's clock. Who died within the hour stays, so that a silo that is told late finds its row.
update OrleansQuery set QueryText =
  'delete from cluster_member where cluster_id = @DeploymentId and alive_at < least(@IAmAliveTime, now() - interval ''1 hour'') and status = 6'
where QueryKey = 'CleanupDefunctSiloEntriesKey';

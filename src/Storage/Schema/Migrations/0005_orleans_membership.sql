-- Who is in the cluster. Orleans finds its statements in OrleansQuery; silos write, clients read the gateways.
create table cluster_version (
  cluster_id text collate "C" primary key,
  version integer not null default 0,
  updated_at timestamptz not null default now()
);

-- One row a start of a silo: a port that is used again comes with a new generation.
create table cluster_member (
  cluster_id text collate "C" not null references cluster_version on delete cascade,
  address text collate "C" not null,
  port integer not null,
  generation integer not null,
  silo_name text not null,
  host_name text not null,
  status integer not null,
  gateway_port integer,
  suspect_times text,
  started_at timestamptz not null,
  alive_at timestamptz not null,
  primary key (cluster_id, address, port, generation)
);

-- Both changes or none: a silo that saw an older version of the table has to look again. True when it was done.
create function cluster_member_insert(
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
  values (p_cluster_id, p_address, p_port, p_generation, p_silo_name, p_host_name, p_status, p_gateway_port, p_started_at, p_alive_at)
  on conflict do nothing;
  if found then
    return true;
  end if;
  -- Nobody else can have seen the new version: its row is locked until this statement ends.
  update cluster_version set version = p_version where cluster_id = p_cluster_id;
  return false;
end $$;

create function cluster_member_update(
  p_cluster_id text, p_address text, p_port integer, p_generation integer, p_status integer, p_suspect_times text,
  p_alive_at timestamptz, p_version integer) returns boolean
  language plpgsql
as $$
begin
  update cluster_version set version = version + 1, updated_at = now() where cluster_id = p_cluster_id and version = p_version;
  if not found then
    return false;
  end if;
  update cluster_member set status = p_status, suspect_times = p_suspect_times, alive_at = p_alive_at
  where cluster_id = p_cluster_id and address = p_address and port = p_port and generation = p_generation;
  if found then
    return true;
  end if;
  update cluster_version set version = p_version where cluster_id = p_cluster_id;
  return false;
end $$;

insert into OrleansQuery (QueryKey, QueryText) values
('InsertMembershipVersionKey',
 'with i as (insert into cluster_version (cluster_id) values (@DeploymentId) on conflict do nothing returning 1) select exists (select from i)'),
('MembershipReadAllKey',
 'select m.address as "Address", m.port as "Port", m.generation as "Generation", m.silo_name as "SiloName", m.host_name as "HostName", m.status as "Status", m.gateway_port as "ProxyPort", m.suspect_times as "SuspectTimes", m.started_at as "StartTime", m.alive_at as "IAmAliveTime", v.version as "Version" from cluster_version v left join cluster_member m on m.cluster_id = v.cluster_id where v.cluster_id = @DeploymentId'),
('MembershipReadRowKey',
 'select m.address as "Address", m.port as "Port", m.generation as "Generation", m.silo_name as "SiloName", m.host_name as "HostName", m.status as "Status", m.gateway_port as "ProxyPort", m.suspect_times as "SuspectTimes", m.started_at as "StartTime", m.alive_at as "IAmAliveTime", v.version as "Version" from cluster_version v left join cluster_member m on m.cluster_id = v.cluster_id and m.address = @Address and m.port = @Port and m.generation = @Generation where v.cluster_id = @DeploymentId'),
('InsertMembershipKey',
 'select cluster_member_insert(@DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime, @Version)'),
('UpdateMembershipKey',
 'select cluster_member_update(@DeploymentId, @Address, @Port, @Generation, @Status, @SuspectTimes, @IAmAliveTime, @Version)'),
('UpdateIAmAlivetimeKey',
 'update cluster_member set alive_at = @IAmAliveTime where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation'),
('GatewaysQueryKey',
 'select address as "Address", gateway_port as "ProxyPort", generation as "Generation" from cluster_member where cluster_id = @DeploymentId and status = @Status and gateway_port > 0'),
('DeleteMembershipTableEntriesKey',
 'delete from cluster_version where cluster_id = @DeploymentId'),
('CleanupDefunctSiloEntriesKey',
 'delete from cluster_member where cluster_id = @DeploymentId and alive_at < @IAmAliveTime and status <> 3');

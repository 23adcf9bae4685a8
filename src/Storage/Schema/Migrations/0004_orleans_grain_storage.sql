-- Orleans' own ADO.NET grain storage over the very same rows: it reads its statements from the table OrleansQuery.
create table OrleansQuery (
  QueryKey varchar(64) primary key,
  QueryText text not null
);

-- Orleans reads a key of hex digits alone as a number or a Guid and would mix grains up; keys here carry a prefix, and what has none is refused.
create function orleans_grain_key(n0 bigint, n1 bigint, extension text) returns text
  language plpgsql immutable
as $$
begin
  if extension is null or n0 <> 0 or n1 <> 0 then
    raise exception 'A grain key must be text with a prefix that is not hexadecimal.' using errcode = '22023';
  end if;
  return extension;
end $$;

-- The new version, or null for a conflict. p_version null: there must be no record yet.
create function orleans_grain_write(p_kind text, p_key text, p_version integer, p_payload bytea) returns integer
  language plpgsql
as $$
declare
  new_version integer;
begin
  if p_version is null then
    insert into grain_state as g (kind, key, version, state) values (p_kind, p_key, 1, convert_from(p_payload, 'UTF8')::jsonb)
    on conflict do nothing
    returning g.version into new_version;
  else
    update grain_state g set state = convert_from(p_payload, 'UTF8')::jsonb, version = g.version + 1, updated_at = now()
    where g.kind = p_kind and g.key = p_key and g.version = p_version
    returning g.version into new_version;
  end if;
  return new_version;
end $$;

insert into OrleansQuery (QueryKey, QueryText) values
('WriteToStorageKey',
 'select orleans_grain_write(@GrainTypeString, orleans_grain_key(@GrainIdN0, @GrainIdN1, @GrainIdExtensionString), @GrainStateVersion, @PayloadBinary) as "NewGrainStateVersion"'),
('ReadFromStorageKey',
 'select convert_to(state::text, ''UTF8'') as "PayloadBinary", version as "Version" from grain_state where kind = @GrainTypeString and key = orleans_grain_key(@GrainIdN0, @GrainIdN1, @GrainIdExtensionString)'),
('ClearStorageKey',
 'update grain_state set state = null, version = version + 1, updated_at = now() where kind = @GrainTypeString and key = orleans_grain_key(@GrainIdN0, @GrainIdN1, @GrainIdExtensionString) and version = @GrainStateVersion returning version as "NewGrainStateVersion"'),
('DeleteStorageKey',
 'delete from grain_state where kind = @GrainTypeString and key = orleans_grain_key(@GrainIdN0, @GrainIdN1, @GrainIdExtensionString) and version = @GrainStateVersion returning version + 1 as "NewGrainStateVersion"');

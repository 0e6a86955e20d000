-- Undo of a choice between two versions: the question is open again. Only whoever settled it can open it, so that whoever
-- settles first has settled it for all: somebody who chose later, and whose choice did not count, cannot take it back.
create or replace function private.resolve_conflict() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if old.open then
    if not new.open then
      new.resolved_by := auth.uid();
      new.resolved_at := now();
    end if;
  elsif new.open and old.resolved_by = auth.uid() then
    new.resolution := null;
    new.resolved_by := null;
    new.resolved_at := null;
  else
    new.open := old.open;
    new.resolution := old.resolution;
  end if;
  return new;
end $$;

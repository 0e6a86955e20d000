-- Where an item stands, and whether it is ticked, is nobody's text: two people who drag the same song at the same moment
-- need no question, the later move is right. The registry names such a property `items/*/order`: of every item.

create function private.is_last_write(entity sync.entities, path text) returns boolean language plpgsql immutable as $$
declare
  parts text[];
begin
  if cardinality(entity.last_write_wins) = 0 then return false; end if;
  if path = any (entity.last_write_wins) then return true; end if;
  if strpos(path, '/') = 0 then return false; end if;
  parts := string_to_array(path, '/');
  return cardinality(parts) = 3 and parts[1] || '/*/' || parts[3] = any (entity.last_write_wins);
end $$;

-- What stands against setting one path, in the form of unseen_change; null where nothing does. A whole item meets what
-- others did to its properties, but not that they moved it: else taking out a song that was just dragged would ask.
create or replace function private.asked_about(entity sync.entities, client uuid, base integer, before jsonb, draft jsonb, path text, value jsonb)
returns jsonb language plpgsql immutable as $$
declare
  in_map boolean := strpos(path, '/') > 0 or path = any (entity.maps);
begin
  if private.is_last_write(entity, path) then return null; end if;
  if in_map and cardinality(entity.last_write_wins) > 0 then
    before := before || jsonb_build_object('path_versions',
      (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(before -> 'path_versions') e
        where e.key in ('', path) or (e.key <> '' and starts_with(path, e.key || '/'))
           or (starts_with(e.key, path || '/') and not private.is_last_write(entity, e.key))));
  end if;
  return coalesce(private.unseen_change(before, path, base, client, in_map),
                  private.missing_item(before, draft, path, value, client));
end $$;

update sync.entities set last_write_wins = '{items/*/order}' where name = 'setlists';
update sync.entities set last_write_wins = '{contacts/*/order}' where name = 'shows';
update sync.entities set last_write_wins = '{agenda/*/order,agenda/*/done,objectives/*/order,objectives/*/done}' where name = 'practices';

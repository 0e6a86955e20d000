-- The schemas, and the helpers that every other migration uses.
--
--   public   what the API exposes: tables behind row-level security, and functions that only call `private`
--   private  functions that run with their owner's rights; the API cannot reach them
--   sync     the change log, the registry of synced tables, and the results of what devices sent; no client has access

create schema private;
create schema sync;
-- Policies run with the caller's rights and call helpers in this schema.
grant usage on schema private to authenticated;

-- By default Postgres lets everyone execute a new function. Here a function is closed until a grant opens it.
alter default privileges for role postgres revoke execute on functions from public;

-- ── Requests ─────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Rejects a whole call. PostgREST turns the error code PTxyz into HTTP status xyz. The message is for a person, the hint
-- for client code, the detail names the field. Do not use 40001: PostgREST before version 16 retries it forever.
create function private.fail(status integer, code text, message text, path text default '') returns void
language plpgsql as $$
begin
  raise exception using errcode = 'PT' || status, message = message, hint = code, detail = path;
end $$;

-- The id of the user who calls: the subject of the signed token, never a parameter.
create function private.caller() returns uuid language plpgsql stable as $$
declare
  who uuid := auth.uid();
begin
  if who is null then
    perform private.fail(401, 'not_signed_in', 'Sign in first.');
  end if;
  return who;
end $$;

-- Accepts protocol version 1. A client with another version is asked to reload; its outbox stays as it is.
create function private.check_protocol(request jsonb) returns void language plpgsql immutable as $$
begin
  if jsonb_typeof(request) is distinct from 'object' then
    perform private.fail(400, 'invalid_request', 'The request must be an object.', 'request');
  end if;
  if request -> 'protocol' is distinct from to_jsonb(1) then
    perform private.fail(410, 'upgrade_required', 'This version of the app is no longer supported. Reload the page.', 'protocol');
  end if;
end $$;

create function private.required_uuid(request jsonb, field text) returns uuid language plpgsql immutable as $$
begin
  if jsonb_typeof(request -> field) is distinct from 'string' or not private.is_uuid(request ->> field) then
    perform private.fail(400, 'invalid_request', format('"%s" must be an id.', field), field);
  end if;
  return (request ->> field)::uuid;
end $$;

create function private.required_text(request jsonb, field text, longest integer, message text) returns text
language plpgsql immutable as $$
declare
  value text := btrim(request ->> field);
begin
  if jsonb_typeof(request -> field) is distinct from 'string' or value = '' or char_length(value) > longest then
    perform private.fail(400, 'invalid_request', message, field);
  end if;
  return value;
end $$;

create function private.page_limit(request jsonb, most integer) returns integer language plpgsql immutable as $$
declare
  requested bigint := private.json_integer(request -> 'limit', 1, 9007199254740991);
begin
  if requested is null then
    perform private.fail(400, 'invalid_request', format('"limit" must be a whole number from 1 to %s.', most), 'limit');
  end if;
  return least(requested, most);
end $$;

-- ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Called several times per mutation; a regular expression would take five times as long.
create function private.is_uuid(value text) returns boolean language sql immutable as $$
  select coalesce(value like '________-____-____-____-____________' and length(replace(value, '-', '')) = 32
                  and translate(value, '-0123456789abcdefABCDEF', '') = '', false) $$;

-- Reads an integer between two bounds from JSON. Returns null for anything else: 1e300, 1.5, "5".
create function private.json_integer(value jsonb, low bigint, high bigint) returns bigint language plpgsql immutable as $$
declare
  number numeric;
begin
  if jsonb_typeof(value) is distinct from 'number' then return null; end if;
  number := value::numeric;
  if number < low or number > high or number <> trunc(number) then return null; end if;
  return number::bigint;
end $$;

create function private.as_object(value jsonb) returns jsonb language sql immutable as
$$ select case when jsonb_typeof(value) = 'object' then value else '{}' end $$;

-- Derives one id from two, with a hash. The client derives read mark ids in the same way.
create function private.combined_id(one uuid, other uuid) returns uuid language plpgsql immutable as $$
begin
  return encode(substr(sha256(uuid_send(one) || uuid_send(other)), 1, 16), 'hex')::uuid;
end $$;

-- 12 random hexadecimal digits.
create function private.random_name() returns text language sql volatile as
$$ select encode(substring(uuid_send(gen_random_uuid()) for 6), 'hex') $$;

-- ── Roles ────────────────────────────────────────────────────────────────────────────────────────────────────────────

-- A higher rank includes the rights of every lower one. 0 means no role.
create function private.rank(role text) returns integer language sql immutable as $$
  select case role when 'owner' then 4 when 'admin' then 3 when 'member' then 2 when 'viewer' then 1 else 0 end $$;

-- ── Rules for values, used in table constraints ──────────────────────────────────────────────────────────────────────
-- PL/pgSQL keeps its plans; a constraint function in SQL would be parsed and planned again for every row written.

create function private.are_words(words text[], most integer, longest integer) returns boolean
language plpgsql immutable as $$
declare
  word text;
begin
  if words is null or cardinality(words) > most then return false; end if;
  foreach word in array words loop
    if word is null or word !~ '\S' or char_length(word) > longest then return false; end if;
  end loop;
  return true;
end $$;

create function private.are_links(links jsonb) returns boolean language plpgsql immutable as $$
declare
  link jsonb;
begin
  if jsonb_typeof(links) <> 'array' or jsonb_array_length(links) > 10 then return false; end if;
  for i in 0 .. jsonb_array_length(links) - 1 loop
    link := links -> i;
    if jsonb_typeof(link) <> 'object' or link - array['url', 'label'] <> '{}' then return false; end if;
    if jsonb_typeof(link -> 'url') is distinct from 'string'
       or link ->> 'url' !~* '^https?://[^\s/]' or char_length(link ->> 'url') > 2000 then return false; end if;
    if coalesce(jsonb_typeof(link -> 'label'), 'null') not in ('string', 'null')
       or char_length(link ->> 'label') > 80 then return false; end if;
  end loop;
  return true;
end $$;

create function private.is_avatar(avatar jsonb) returns boolean language plpgsql immutable as $$
begin
  if avatar is null then return true; end if;
  if jsonb_typeof(avatar) <> 'object' or avatar - array['color', 'image'] <> '{}' then return false; end if;
  if avatar ? 'color' and (jsonb_typeof(avatar -> 'color') <> 'string' or avatar ->> 'color' !~ '^#[0-9a-fA-F]{6}$') then
    return false;
  end if;
  return not avatar ? 'image' or (jsonb_typeof(avatar -> 'image') = 'string' and char_length(avatar ->> 'image') <= 200000);
end $$;

create function private.is_day(value text) returns boolean language plpgsql immutable as $$
begin
  return value is null or (value ~ '^(19|20|21)\d\d-\d\d-\d\d$' and pg_input_is_valid(value, 'date'));
end $$;

-- A local time like 20:30. Its date and time zone are in other columns.
create function private.is_clock(value text) returns boolean language plpgsql immutable as $$
begin
  return value is null or value ~ '^([01]\d|2[0-3]):[0-5]\d$';
end $$;

-- A time zone name like Europe/Berlin. Only the form is checked: the list of zones differs between devices and years.
create function private.is_zone(value text) returns boolean language plpgsql immutable as $$
begin
  return value is null or (char_length(value) <= 64 and value ~ '^[A-Za-z][A-Za-z0-9_+/-]*$');
end $$;

/*
  Checks a map column: at most `most` items, each with all `required` properties and no property outside `shape`.
  `shape` is {property: rule}. A rule is ["text", longest], ["whole", low, high] (an integer), ["flag"] (a boolean), ["id"],
  ["order"] (a fractional order key) or ["one", allowed…].
*/
create function private.are_items(items jsonb, most integer, required text[], shape jsonb) returns boolean
language plpgsql immutable as $$
declare
  item_id text;
  item jsonb;
  property text;
  value jsonb;
  rule jsonb;
  count integer := 0;
begin
  if jsonb_typeof(items) is distinct from 'object' then return false; end if;
  for item_id, item in select * from jsonb_each(items) loop
    count := count + 1;
    if count > most or item_id !~ '^[A-Za-z0-9_-]{1,64}$' or jsonb_typeof(item) <> 'object' or not item ?& required then
      return false;
    end if;
    for property, value in select * from jsonb_each(item) loop
      rule := shape -> property;
      if rule is null then return false; end if;
      if not coalesce(case rule ->> 0
        when 'text'  then jsonb_typeof(value) = 'string' and char_length(value #>> '{}') <= (rule ->> 1)::integer
                          and (property <> all (required) or value #>> '{}' ~ '\S')
        when 'whole' then private.json_integer(value, (rule ->> 1)::bigint, (rule ->> 2)::bigint) is not null
        when 'flag'  then jsonb_typeof(value) = 'boolean'
        when 'id'    then jsonb_typeof(value) = 'string' and private.is_uuid(value #>> '{}')
        when 'order' then jsonb_typeof(value) = 'string' and value #>> '{}' ~ '^[0-9A-Za-z]{1,200}$'
        when 'one'   then jsonb_typeof(value) = 'string' and (rule - 0) @> jsonb_build_array(value)
      end, false) then return false; end if;
    end loop;
  end loop;
  return true;
end $$;

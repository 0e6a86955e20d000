-- Functions and a table for every PostgREST response that the stack reproduces. Run as superuser.
create schema hidden;

create table public.things (
  id      int primary key,
  name    text not null,
  price   numeric,
  tags    text[] not null default '{}',
  extra   jsonb,
  active  boolean,
  made_at timestamptz not null default '2026-01-02 03:04:05+00'
);
insert into public.things (id, name, price, tags, extra, active) values
  (1, 'Amp',          100.50, '{loud,heavy}', '{"a": [1, null]}', true),
  (2, 'Bass, "low"',  null,   '{}',           null,               false),
  (3, 'Cable (long)', 9.99,   '{cheap}',      '"text"',           null),
  (4, 'Drums äöü',    500,    '{loud}',       '7',                true),
  (5, 'secret',       1,      '{}',           null,               true);
alter table public.things enable row level security;
create policy "all but the secret" on public.things for select to anon, authenticated using (name <> 'secret');
grant select on public.things to anon, authenticated, service_role;
create table public.locked (id int);
create table hidden.things (id int);

create function public.claims() returns jsonb language sql volatile as $$
  select jsonb_build_object(
    'read_only', current_setting('transaction_read_only'), 'isolation', current_setting('transaction_isolation'),
    'timeout', current_setting('statement_timeout'), 'role', current_user, 'session', session_user,
    'sub', current_setting('request.jwt.claims', true)::jsonb ->> 'sub',
    'legacy', current_setting('request.jwt.claim.sub', true),
    'method', current_setting('request.method', true), 'path', current_setting('request.path', true),
    'header', current_setting('request.headers', true)::jsonb ->> 'x-test') $$;
create function public.claims_stable() returns jsonb language sql stable as 'select public.claims()';
create function public.named(p jsonb, n int default 3, a text[] default '{}') returns jsonb language sql volatile as $$
  select jsonb_build_object('p', p, 'type', jsonb_typeof(p), 'n', n, 'a', a) $$;
create function public.typed(t text, i int default null, b boolean default null, d timestamptz default null, u uuid default null)
  returns jsonb language sql stable as $$ select to_jsonb(row(t, i, b, d, u)) $$;
create function public.overloaded(a int) returns text language sql as $$ select 'one' $$;
create function public.overloaded(a int, b int) returns text language sql as $$ select 'two' $$;
create function public."Odd Name"("Arg One" int) returns int language sql as $$ select "Arg One" $$;
create function public.nothing() returns void language sql as $$ select 1 $$;
create function public.seven() returns int language sql stable as $$ select 7 $$;
create function public.words() returns text language sql stable as $$ select E'h\u00e9"\n' $$;
create function public.no_value() returns text language sql stable as $$ select null::text $$;
create function public.no_json() returns jsonb language sql stable as $$ select null::jsonb $$;
create function public.numbers() returns setof int language sql stable as $$ select generate_series(1, 3) $$;
create function public.no_numbers() returns setof int language sql stable as $$ select 1 where false $$;
create function public.many() returns setof int language sql stable as $$ select generate_series(1, 1500) $$;
create function public.rows() returns table (a int, b text) language sql stable as $$ values (1, 'x'), (2, 'y') $$;
create function public.one_row() returns table (a int) language sql stable as $$ values (1) $$;
create function public.out_row(out a int, out b text) language sql stable as $$ select 1, 'x' $$;
create function public.thing(wanted int) returns public.things language sql stable as $$ select * from public.things where id = wanted $$;
create function public.thing_set() returns setof public.things language sql stable as $$ select * from public.things order by id $$;
create function public.status(code text) returns jsonb language plpgsql as $$
begin perform set_config('response.status', code, true);
      perform set_config('response.headers', '[{"X-One": "1"}, {"X-Two": "2"}]', true); return '{"done": true}'; end $$;
create function public.fail(state text, message text default 'm') returns void language plpgsql as $$
begin raise exception using errcode = state, message = message, detail = 'd', hint = 'h'; end $$;
create function public.fail_pgrst() returns void language plpgsql as $$
begin raise sqlstate 'PGRST' using message = '{"code":"123","message":"Payment Required","details":"Quota exceeded","hint":"Upgrade"}',
      detail = '{"status":402,"headers":{"X-Powered-By":"Nerd Rage"}}'; end $$;
create function public.divide() returns int language sql as $$ select 1 / 0 $$;
create function public.cast_bad() returns int language sql as $$ select 'x'::text::int $$;
create function public.write_stable() returns int language plpgsql stable as $$ begin execute 'insert into public.locked values (1)'; return 1; end $$;
create function public.secret() returns int language sql security definer as $$ select 1 $$;
create function public.endless() returns bigint language sql as $$ select count(*) from generate_series(1, 1000000000000) $$;
create function public.slow() returns bigint language sql set statement_timeout = '200ms' as $$ select public.endless() $$;
create function hidden.seven() returns int language sql as $$ select 7 $$;
revoke execute on function public.secret() from public;
grant execute on function public.secret() to service_role;

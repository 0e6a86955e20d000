-- The roles of a hosted project. They belong to the cluster, not to one database, so this runs under a lock that all
-- databases of the cluster share (prepare.ts). prepare.ts also sets the passwords. Can run any number of times.
do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      ('postgres',                'login createdb createrole replication bypassrls'),
      ('anon',                    'nologin noinherit'),
      ('authenticated',           'nologin noinherit'),
      ('service_role',            'nologin noinherit bypassrls'),
      ('authenticator',           'login noinherit'),
      ('supabase_auth_admin',     'login noinherit createrole'),
      ('supabase_realtime_admin', 'nologin noinherit'),
      ('dashboard_user',          'nologin createdb createrole replication'),
      -- Local only: the Realtime service reads all messages, and switches to a caller's role to check the policies.
      ('realtime_local',          'login noinherit bypassrls')
    ) as roles (name, attributes)
  loop
    if not exists (select from pg_catalog.pg_roles where rolname = wanted.name) then
      execute format('create role %I %s', wanted.name, wanted.attributes);
    end if;
  end loop;
end $$;

grant anon, authenticated, service_role to authenticator, realtime_local;
grant anon, authenticated, service_role, authenticator to postgres with admin option;
grant anon, authenticated, service_role to supabase_realtime_admin with inherit false;
grant pg_read_all_data, pg_signal_backend, pg_monitor to postgres;
-- Hosted projects let postgres create policies on realtime.messages through an extension of their own (supautils);
-- membership of the owner does the same here, and the guard in bootstrap.sql revokes what goes beyond that.
grant supabase_realtime_admin to postgres;

alter role anon                set statement_timeout = '3s';
alter role authenticated       set statement_timeout = '8s';
alter role authenticator       set statement_timeout = '8s';
alter role authenticator       set lock_timeout      = '8s';
alter role postgres            set search_path       = "$user", public, extensions;
alter role supabase_auth_admin set search_path       = auth;

import { readMarkId } from '@rockon/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bandFixture, type Fixture } from './support/fixture.ts';

let at: Fixture;
/** One row of the band (or of the member) in every table, and a condition that finds it. */
const rows: Record<string, string> = {};
beforeAll(async () => {
  at = await bandFixture();
  const song = await at.device(at.member).insert({ title: 'Rights' });
  await at.device(at.owner).send('update', song, { set: { key: 'A' } });
  const asked = await at.device(at.member).send('update', song, { set: { key: 'B' } });
  await at.device(at.member, at.member).send('insert', readMarkId(at.member, song), {
    table: 'read_marks',
    set: { record_table: 'songs', record_id: song },
  });
  await at.session.rpc(at.owner, 'create_invite', { band: at.band, role: 'viewer' });
  rows.songs = `id = '${song}'`;
  for (const table of ['setlists', 'shows', 'practices']) {
    rows[table] = `id = '${await at.device(at.member).insert({ name: 'Rights' }, table)}'`;
  }
  rows.conflicts = `id = '${asked.conflict?.[0]?.id}'`;
  rows.bands = `id = '${at.band}'`;
  rows.memberships = `band_id = '${at.band}' and user_id = '${at.member}'`;
  rows.profiles = `id = '${at.member}'`;
  rows.read_marks = `user_id = '${at.member}'`;
  rows.invites = `band_id = '${at.band}'`;
});
afterAll(() => at.close());

const people = ['owner', 'admin', 'member', 'viewer', 'removed', 'stranger', 'anonymous', 'nobody'] as const;
type Person = (typeof people)[number];
const who = (person: Person) => (person === 'anonymous' || person === 'nobody' ? person : at[person]);

const band: readonly Person[] = ['owner', 'admin', 'member', 'viewer'];
const mayRead: Record<string, readonly Person[]> = {
  songs: band,
  setlists: band,
  shows: band,
  practices: band,
  conflicts: band,
  bands: band,
  memberships: band,
  profiles: ['member'],
  read_marks: ['member'],
  invites: ['owner', 'admin'],
};

describe('role x table x verb', () => {
  test('every table of the API is in this matrix', async () => {
    const tables = await at.session.admin(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') order by 1`,
    );
    expect(tables.map((table) => table.relname)).toEqual(Object.keys(mayRead).sort());
  });

  for (const table of Object.keys(mayRead)) {
    for (const person of people) {
      test(`${person} on ${table}`, async () => {
        const condition = rows[table] ?? 'false';
        const before = await at.session.admin(`select * from public.${table} where ${condition}`);
        expect(before.length).toBeGreaterThan(0);

        const read = at.session.as(who(person), `select * from public.${table} where ${condition}`);
        if (person === 'anonymous') await expect(read).rejects.toMatchObject({ code: '42501' });
        else expect((await read).count).toBe(mayRead[table]?.includes(person) ? before.length : 0);

        for (const statement of [
          `update public.${table} set id = id where ${condition}`,
          `delete from public.${table} where ${condition}`,
          `insert into public.${table} select * from public.${table} where false`,
          `truncate public.${table}`,
        ]) {
          await expect(at.session.as(who(person), statement)).rejects.toMatchObject({ code: '42501' });
        }
        expect(await at.session.admin(`select * from public.${table} where ${condition}`)).toEqual(before);
      });
    }
  }

  test('nobody who is not a member finds anything at all in the band', async () => {
    for (const person of ['removed', 'stranger', 'nobody'] as const) {
      for (const table of ['songs', 'setlists', 'shows', 'practices', 'conflicts', 'bands', 'memberships', 'invites']) {
        const own = table === 'memberships' ? `and user_id is distinct from '${at.removed}'` : '';
        const { count } = await at.session.as(who(person), `select 1 from public.${table} where band_id = $1 ${own}`, [
          at.band,
        ]);
        expect(count).toBe(0);
      }
    }
  });

  test('the log, the registry and the memory of pushes are nobody’s', async () => {
    const tables = await at.session.admin(
      `select relname from pg_class where relnamespace = 'sync'::regnamespace and relkind = 'r'`,
    );
    expect(tables.length).toBeGreaterThanOrEqual(7);
    for (const { relname } of tables) {
      for (const person of ['owner', 'anonymous'] as const) {
        await expect(at.session.as(who(person), `select * from sync.${relname}`)).rejects.toMatchObject({
          code: '42501',
        });
      }
    }
  });
});

describe('grants', () => {
  test('row-level security is on for every table of ours', async () => {
    const open = await at.session.admin(
      `select oid::regclass::text as name from pg_class
        where relnamespace in ('public'::regnamespace, 'sync'::regnamespace) and relkind in ('r', 'p') and not relrowsecurity`,
    );
    expect(open).toEqual([]);
  });

  test('the API roles may read some tables and nothing else', async () => {
    const grants = await at.session.admin(
      `select grantee, table_schema || '.' || table_name as table, privilege_type as may
         from information_schema.role_table_grants
        where grantee in ('PUBLIC', 'anon', 'authenticated') and table_schema in ('public', 'private', 'sync') order by 1, 2, 3`,
    );
    expect(grants).toEqual(
      Object.keys(mayRead)
        .sort()
        .map((table) => ({ grantee: 'authenticated', table: `public.${table}`, may: 'SELECT' })),
    );
  });

  test('every policy is for signed-in people only', async () => {
    const policies = await at.session.admin(
      `select tablename, roles::text from pg_policies where schemaname in ('public', 'realtime') and roles::text <> '{authenticated}'`,
    );
    expect(policies).toEqual([]);
  });

  const actions = [
    'create_band',
    'create_invite',
    'delete_band',
    'join_band',
    'leave_band',
    'list_invites',
    'preview_invite',
    'record_history',
    'remove_member',
    'rename_band',
    'revoke_invite',
    'set_role',
    'sync_pull',
    'sync_push',
    'sync_snapshot',
    'trash',
    'update_profile',
  ];
  const helpers = ['may_join', 'my_band_ids'];

  test('signed-in people may execute the calls and two helpers of policies; anonymous callers nothing', async () => {
    const executable = async (role: string) =>
      at.session.admin(
        `select pronamespace::regnamespace::text as schema, proname as name from pg_proc
          where pronamespace in ('public'::regnamespace, 'private'::regnamespace, 'sync'::regnamespace)
            and has_function_privilege($1, oid, 'execute') order by 1, 2`,
        [role],
      );
    expect(await executable('anon')).toEqual([]);
    expect(await executable('authenticated')).toEqual([
      ...[...actions, ...helpers].sort().map((name) => ({ schema: 'private', name })),
      ...actions.map((name) => ({ schema: 'public', name })),
    ]);
  });

  test('every function with the rights of its owner lives in private and trusts no search path', async () => {
    const definers = await at.session.admin(
      `select p.oid::regprocedure::text as name, pronamespace::regnamespace::text as schema, proconfig from pg_proc p
        where prosecdef and pronamespace in ('public'::regnamespace, 'private'::regnamespace, 'sync'::regnamespace)`,
    );
    expect(definers.length).toBeGreaterThan(15);
    for (const { name, schema, proconfig } of definers) {
      expect([name, schema, proconfig]).toEqual([name, 'private', expect.arrayContaining(['search_path=""'])]);
    }
  });

  test('everything belongs to postgres, who is no superuser', async () => {
    const owners = await at.session.admin(
      `select distinct pg_get_userbyid(proowner) as owner from pg_proc
        where pronamespace in ('public'::regnamespace, 'private'::regnamespace, 'sync'::regnamespace)
       union select pg_get_userbyid(relowner) from pg_class
        where relnamespace in ('public'::regnamespace, 'private'::regnamespace, 'sync'::regnamespace)`,
    );
    expect(owners).toEqual([{ owner: 'postgres' }]);
    expect(await at.session.admin(`select rolsuper from pg_roles where rolname = 'postgres'`)).toEqual([
      { rolsuper: false },
    ]);
  });
});

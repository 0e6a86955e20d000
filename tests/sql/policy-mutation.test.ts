import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bandFixture, type Fixture } from './support/fixture.ts';
import { actions, type Check, helpers, rightsChecks, rightsOf, verbs } from './support/rights-matrix.ts';

/**
 * Tests the checks of rights. Reads every policy and grant from the catalog, so that new tables and functions are included, then
 * drops or widens each one. Some check must fail every time.
 */

interface Mutation {
  readonly sql: string;
  /** The checks of which at least one must fail. */
  readonly noticedBy: (check: Check) => boolean;
}

let at: Fixture;
let checks: readonly Check[];
beforeAll(async () => {
  at = await bandFixture();
  checks = rightsChecks(await rightsOf(at));
  await at.session.client.query('begin');
});
afterAll(async () => {
  await at.session.client.query('rollback');
  await at.close();
});

async function firstProblem(wanted: (check: Check) => boolean): Promise<string | null> {
  for (const check of checks.filter(wanted)) {
    const problem = await check.problem(at.session);
    if (problem) return `${check.name}: ${problem}`;
  }
  return null;
}

/** Applies and rolls back each mutation; returns those that no check noticed. */
async function unnoticed(mutations: readonly Mutation[]): Promise<readonly string[]> {
  const missed: string[] = [];
  for (const { sql, noticedBy } of mutations) {
    await at.session.client.query('savepoint mutation');
    await at.session.client.query(sql);
    if ((await firstProblem(noticedBy)) === null) missed.push(sql);
    await at.session.client.query('rollback to savepoint mutation; release savepoint mutation');
  }
  return missed;
}

const tried = (what: string) => (check: Check) => check.about === what;
const written = (check: Check) => check.about === 'catalog';

async function guardedTables(): Promise<readonly string[]> {
  const found = await at.session.admin<{ name: string }>(
    `select nspname || '.' || relname as name from pg_class c join pg_namespace n on n.oid = relnamespace
      where nspname = 'public' and relkind in ('r', 'p') or c.oid = 'realtime.messages'::regclass order by 1`,
  );
  return found.map(({ name }) => name);
}
/** The name of a table in the checks. */
const about = (table: string) => table.replace(/^public\./, '');

test('without a mutation every check passes', async () => {
  expect(await firstProblem(() => true)).toBeNull();
});

describe('every mutation is noticed', () => {
  test('policies: dropped, open to all rows, to no rows, to every role', async () => {
    const policies = await at.session.admin<{ name: string; on: string; reads: boolean; writes: boolean }>(
      `select policyname as name, schemaname || '.' || tablename as on, qual is not null as reads, with_check is not null as writes
         from pg_policies where schemaname in ('public', 'private', 'sync', 'realtime')`,
    );
    const mutations = policies.flatMap(({ name, on, reads, writes }): Mutation[] => {
      const policy = `policy "${name}" on ${on}`;
      const noticedBy = tried(about(on));
      return [
        { sql: `drop ${policy}`, noticedBy },
        { sql: `alter ${policy} to public`, noticedBy: written },
        ...(reads ? ['true', 'false'].map((all) => ({ sql: `alter ${policy} using (${all})`, noticedBy })) : []),
        ...(writes ? ['true', 'false'].map((all) => ({ sql: `alter ${policy} with check (${all})`, noticedBy })) : []),
      ];
    });
    expect(mutations.length).toBeGreaterThanOrEqual(48);
    expect(await unnoticed(mutations)).toEqual([]);
  });

  test('policies: one of several conditions removed', async () => {
    const may = '(select private.may_join(realtime.topic()))';
    const mine = '(select auth.uid())';
    const live = `select band_id from public.memberships where user_id = ${mine} and deleted_at is null`;
    const definer = `language sql stable security definer set search_path = ''`;
    const [{ args } = { args: '' }] = await at.session.admin<{ args: string }>(
      `select pg_get_function_arguments('private.my_band_ids'::regproc) as args`,
    );
    const bands = (body: string) =>
      `create or replace function private.my_band_ids(${args}) returns setof uuid ${definer} as $$ ${body} $$`;
    const channel = tried('realtime.messages');
    expect(
      await unnoticed([
        {
          sql: `alter policy "members show their presence" on realtime.messages with check (${may})`,
          noticedBy: channel,
        },
        {
          sql: `alter policy "members show their presence" on realtime.messages with check (extension = 'presence')`,
          noticedBy: channel,
        },
        {
          sql: `alter policy "members listen to their scopes" on realtime.messages using (extension in ('broadcast', 'presence'))`,
          noticedBy: channel,
        },
        {
          sql: `create or replace function private.may_join(topic text) returns boolean ${definer} as $$ select true $$`,
          noticedBy: channel,
        },
        // Every band; without the role; with former members.
        { sql: bands('select id from public.bands'), noticedBy: tried('songs') },
        { sql: bands(live), noticedBy: tried('invites') },
        { sql: bands(live.replace(' and deleted_at is null', '')), noticedBy: tried('bands') },
      ]),
    ).toEqual([]);
  });

  test('tables: row-level security disabled', async () => {
    const tables = await guardedTables();
    expect(
      await unnoticed(
        tables.map((table) => ({
          sql: `alter table ${table} disable row level security`,
          noticedBy: tried(about(table)),
        })),
      ),
    ).toEqual([]);
  });

  test('grants on tables: every verb to every role, and select revoked', async () => {
    const tables = (await guardedTables()).filter((table) => table.startsWith('public.'));
    const stated = new Set<string>(['REFERENCES', 'TRIGGER']);
    const mutations = tables.flatMap((table): Mutation[] => [
      { sql: `revoke select on ${table} from authenticated`, noticedBy: tried(about(table)) },
      { sql: `grant select on ${table} to anon`, noticedBy: tried(about(table)) },
      { sql: `grant update (id), insert (id) on ${table} to authenticated`, noticedBy: written },
      ...verbs.flatMap((verb) =>
        ['anon', 'authenticated', 'public'].map((role) => ({
          sql: `grant ${verb} on ${table} to ${role}`,
          noticedBy: stated.has(verb) ? written : tried(about(table)),
        })),
      ),
    ]);
    expect(mutations.length).toBe(tables.length * 21);
    expect(await unnoticed(mutations)).toEqual([]);
  });

  test('internal tables: opened to signed-in people', async () => {
    const tables = await at.session.admin<{ name: string }>(
      `select oid::regclass::text as name from pg_class
        where relnamespace in ('sync'::regnamespace, 'private'::regnamespace) and relkind in ('r', 'p')`,
    );
    expect(tables.length).toBeGreaterThanOrEqual(7);
    expect(
      await unnoticed(
        tables.flatMap(({ name }) => [
          { sql: `grant select on ${name} to authenticated`, noticedBy: written },
          { sql: `alter table ${name} disable row level security`, noticedBy: written },
        ]),
      ),
    ).toEqual([]);
  });

  test('schemas: opened or closed', async () => {
    expect(
      await unnoticed(
        [
          'usage on schema private to anon',
          'usage on schema sync to authenticated',
          'create on schema public to anon',
        ].map((what) => ({ sql: `grant ${what}`, noticedBy: written })),
      ),
    ).toEqual([]);
  });

  test('functions: granted, revoked, with the caller’s search path', async () => {
    const functions = await at.session.admin<{ call: string; name: string; schema: string; definer: boolean }>(
      `select oid::regprocedure::text as call, proname as name, pronamespace::regnamespace::text as schema, prosecdef as definer
         from pg_proc where pronamespace in ('public'::regnamespace, 'private'::regnamespace, 'sync'::regnamespace)`,
    );
    const mutations = functions.flatMap(({ call, name, schema, definer }): Mutation[] => {
      const open = schema !== 'sync' && (actions.includes(name) || (schema === 'private' && helpers.includes(name)));
      return [
        { sql: `grant execute on function ${call} to anon`, noticedBy: tried('functions') },
        { sql: `grant execute on function ${call} to public`, noticedBy: tried('functions') },
        {
          sql: open
            ? `revoke execute on function ${call} from authenticated`
            : `grant execute on function ${call} to authenticated`,
          noticedBy: tried('functions'),
        },
        ...(definer ? [{ sql: `alter function ${call} reset search_path`, noticedBy: tried('functions') }] : []),
      ];
    });
    expect(mutations.length).toBeGreaterThan(150);
    expect(await unnoticed(mutations)).toEqual([]);
  });
});

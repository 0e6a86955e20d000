import { randomUUID } from 'node:crypto';
import { BAND_TABLES, ENTITIES, type Entity, readMarkId } from '@rockon/domain';
import type { Caller, Session } from '../../support/sql-session.ts';
import type { Fixture } from './fixture.ts';

/**
 * Who may do what, said once. The suite of rights checks all of it, and the mutation suite shows that every weakening
 * of a policy or grant makes a check of it fail.
 */

export const people = ['owner', 'admin', 'member', 'viewer', 'removed', 'stranger', 'anonymous', 'nobody'] as const;
export type Person = (typeof people)[number];

const band: readonly Person[] = ['owner', 'admin', 'member', 'viewer'];

/** Who finds the sample row of a table. Entities are the whole band's; any other table of the API has its line, or a check fails. */
export const mayRead: Readonly<Record<string, readonly Person[]>> = {
  ...Object.fromEntries(BAND_TABLES.map((table) => [table, band])),
  bands: band,
  conflicts: band,
  invites: ['owner', 'admin'],
  memberships: band,
  profiles: ['member'],
  read_marks: ['member'],
};

/** A sample of a table that members write by hand: its first text field, which is what such a record is called. */
function sampleOf({ fields }: Entity): Readonly<Record<string, unknown>> {
  const [name = ''] = Object.entries(fields).find(([, { kind }]) => kind.type === 'text') ?? [];
  return { [name]: 'Rights' };
}

/** The calls that signed-in people may make. */
export const actions: readonly string[] = [
  'activity',
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

/** What policies ask, and so must be open to whom they are for. */
export const helpers: readonly string[] = ['may_join', 'my_band_ids'];

export const verbs = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'] as const;

export interface Rights {
  readonly at: Fixture;
  /** One row of the band (or of the member) in every table, as a condition that finds it. */
  readonly rows: Readonly<Record<string, string>>;
  /** The band's channel as it is now. */
  readonly topic: string;
  /** The tables of schema public, as they are. */
  readonly tables: readonly string[];
  who(person: Person): Caller;
}

/** Puts one row into every table. */
export async function rightsOf(at: Fixture): Promise<Rights> {
  const { session } = at;
  const rows: Record<string, string> = {};
  for (const table of BAND_TABLES) {
    const id = randomUUID();
    await at.device(at.member).send('insert', id, { table, set: sampleOf(ENTITIES[table]) });
    rows[table] = `id = '${id}'`;
  }
  const song = await at.device(at.member).insert({ title: 'Asked about' });
  await at.device(at.owner).send('update', song, { set: { key: 'A' } });
  const asked = await at.device(at.member).send('update', song, { set: { key: 'B' } });
  await at.device(at.member, at.member).send('insert', readMarkId(at.member, song), {
    table: 'read_marks',
    set: { record_table: 'songs', record_id: song },
  });
  await session.rpc(at.owner, 'create_invite', { band: at.band, role: 'viewer' });
  rows.conflicts = `id = '${asked.conflict?.[0]?.id}'`;
  rows.bands = `id = '${at.band}'`;
  rows.memberships = `band_id = '${at.band}' and user_id = '${at.member}'`;
  rows.profiles = `id = '${at.member}'`;
  rows.read_marks = `user_id = '${at.member}'`;
  rows.invites = `band_id = '${at.band}'`;
  const tables = await session.admin<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') order by 1`,
  );
  const [scope] = await session.admin<{ topic: string }>(
    `select 'scope:' || id || ':' || topic_epoch as topic from sync.scopes where id = $1`,
    [at.band],
  );
  return {
    at,
    rows,
    topic: scope?.topic ?? '',
    tables: tables.map(({ name }) => name),
    who: (person) => (person === 'anonymous' || person === 'nobody' ? person : at[person]),
  };
}

export interface Check {
  readonly name: string;
  /** What it is about: a table, or a kind of object. A mutation of that is looked at by these checks first. */
  readonly about: string;
  /** What is wrong; null where the right is as it should be. Leaves nothing behind. */
  problem(session: Session): Promise<string | null>;
}

/** Every check of the rights, each of which can be made inside an open transaction of the superuser. */
export function rightsChecks(rights: Rights): Check[] {
  return [
    ...rights.tables.flatMap((table) => people.map((person) => ofTable(rights, table, person))),
    ...people.flatMap((person) => [listening(rights, person), speaking(rights, person)]),
    ...catalog(rights),
  ];
}

function ofTable(rights: Rights, table: string, person: Person): Check {
  const condition = rights.rows[table] ?? 'false';
  const caller = rights.who(person);
  return {
    name: `${person} on ${table}`,
    about: table,
    async problem(session) {
      const look = () => session.admin(`select to_jsonb(t) as row from public.${table} t where ${condition}`);
      const before = await look();
      if (before.length === 0 || !mayRead[table]) return `${table} has no sample in the matrix of rights`;
      const read = await tried(session, caller, `select 1 from public.${table} where ${condition}`);
      const expected = person === 'anonymous' ? '42501' : mayRead[table].includes(person) ? before.length : 0;
      if (read !== expected) return `reading gave ${read} instead of ${expected}`;
      // None of them reads, so that the right to do it is all that they ask for.
      for (const statement of [
        `update public.${table} set id = gen_random_uuid()`,
        `delete from public.${table}`,
        `insert into public.${table} (id) select gen_random_uuid() where false`,
        `truncate public.${table}`,
      ]) {
        const outcome = await tried(session, caller, statement);
        if (outcome !== '42501') return `${statement.slice(0, 8).trim()} was not refused: ${outcome}`;
      }
      return JSON.stringify(await look()) === JSON.stringify(before) ? null : 'the row is another now';
    },
  };
}

const inChannel = 'realtime.messages';

function listening(rights: Rights, person: Person): Check {
  return {
    name: `${person} listens to the band's channel`,
    about: inChannel,
    async problem(session) {
      for (const extension of ['broadcast', 'presence']) {
        const wanted = band.includes(person) ? 1 : 0;
        const found = await inTopic(session, rights.topic, async () => {
          const [sent] = await session.admin<{ id: string }>(
            `insert into realtime.messages (topic, extension, event, private) values ($1, $2, 'probe', true) returning id`,
            [rights.topic, extension],
          );
          return tried(session, rights.who(person), `select 1 from realtime.messages where id = '${sent?.id}'`);
        });
        if (found !== wanted && !(wanted === 0 && found === '42501'))
          return `${extension}: ${found} instead of ${wanted}`;
      }
      return null;
    },
  };
}

function speaking(rights: Rights, person: Person): Check {
  return {
    name: `${person} speaks in the band's channel`,
    about: inChannel,
    async problem(session) {
      for (const [extension, may] of [
        ['presence', band.includes(person)],
        ['broadcast', false],
      ] as const) {
        const outcome = await inTopic(session, rights.topic, () =>
          tried(
            session,
            rights.who(person),
            `insert into realtime.messages (topic, extension, event, private) values ('${rights.topic}', '${extension}', 'probe', true)`,
          ),
        );
        if (outcome !== (may ? 1 : '42501')) return `${extension}: ${outcome}`;
      }
      return null;
    },
  };
}

/** Checks of the catalog, for rights that no statement of a person would show yet. */
function catalog(rights: Rights): Check[] {
  const names = (rows: readonly Record<string, unknown>[]) => rows.map((row) => Object.values(row).join(' '));
  const list = (name: string, sql: string, wanted: readonly string[], about = 'catalog'): Check => ({
    name,
    about,
    async problem(session) {
      const found = names(await session.admin(sql));
      const more = found.filter((one) => !wanted.includes(one));
      const less = wanted.filter((one) => !found.includes(one));
      return more.length + less.length === 0 ? null : `too many: ${more.join(', ')}; missing: ${less.join(', ')}`;
    },
  });
  const ours = `('public'::regnamespace, 'private'::regnamespace, 'sync'::regnamespace)`;
  const open = (role: string) =>
    `select pronamespace::regnamespace::text || '.' || proname as name from pg_proc
      where pronamespace in ${ours} and has_function_privilege('${role}', oid, 'execute')`;
  return [
    list(
      'every table of the API is in the matrix',
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')`,
      Object.keys(mayRead),
    ),
    list(
      'row-level security is on',
      `select oid::regclass::text from pg_class
        where (relnamespace in ${ours} and relkind in ('r', 'p') or oid = 'realtime.messages'::regclass) and not relrowsecurity`,
      [],
    ),
    list(
      'the API roles may read some tables and nothing else',
      `select distinct grantee, table_schema || '.' || table_name, privilege_type from information_schema.role_table_grants
        where grantee in ('PUBLIC', 'anon', 'authenticated') and table_schema in ('public', 'private', 'sync')`,
      Object.keys(mayRead).map((table) => `authenticated public.${table} SELECT`),
    ),
    list(
      'no single column is open to anybody',
      `select distinct grantee, table_schema || '.' || table_name, column_name, privilege_type
         from information_schema.column_privileges
        where grantee in ('PUBLIC', 'anon', 'authenticated') and table_schema in ('public', 'private', 'sync')
          and (table_schema <> 'public' or grantee <> 'authenticated' or privilege_type <> 'SELECT')`,
      [],
    ),
    list(
      'every policy is for signed-in people only',
      `select tablename, policyname from pg_policies where schemaname in ('public', 'realtime') and roles::text <> '{authenticated}'`,
      [],
    ),
    list(
      'each table has the one policy for reading',
      `select tablename, cmd from pg_policies where schemaname = 'public'`,
      rights.tables.map((table) => `${table} SELECT`),
    ),
    list('anonymous callers may execute nothing', open('anon'), [], 'functions'),
    list(
      'signed-in people may execute the calls and what policies ask',
      open('authenticated'),
      [...[...actions, ...helpers].map((name) => `private.${name}`), ...actions.map((name) => `public.${name}`)],
      'functions',
    ),
    list(
      'the API roles make nothing and see only the schemas of calls',
      `select r.rolname, n.nspname, p.may from pg_namespace n, (values ('anon'), ('authenticated')) r(rolname), (values ('CREATE'), ('USAGE')) p(may)
        where n.nspname in ('public', 'private', 'sync') and has_schema_privilege(r.rolname, n.oid, p.may)`,
      ['anon public USAGE', 'authenticated public USAGE', 'authenticated private USAGE'],
    ),
    list(
      'functions with the rights of their owner live in private and trust no search path',
      `select oid::regprocedure::text from pg_proc where prosecdef and pronamespace in ${ours}
          and (pronamespace <> 'private'::regnamespace or proconfig is null or not proconfig @> array['search_path=""'])`,
      [],
      'functions',
    ),
    {
      name: 'the log, the registry and the memory of pushes are nobody’s',
      about: 'catalog',
      async problem(session) {
        const tables = await session.admin<{ name: string }>(
          `select oid::regclass::text as name from pg_class where relnamespace = 'sync'::regnamespace and relkind = 'r'`,
        );
        for (const { name } of tables) {
          for (const person of ['owner', 'anonymous'] as const) {
            const outcome = await tried(session, rights.who(person), `select 1 from ${name} limit 1`);
            if (outcome !== '42501') return `${person} read ${name}: ${outcome}`;
          }
        }
        return tables.length >= 7 ? null : `only ${tables.length} tables were looked at`;
      },
    },
  ];
}

let savepoints = 0;

/** Runs one statement as a person and rolls it back. Returns the number of affected rows, or the error code. */
async function tried(session: Session, caller: Caller, sql: string): Promise<number | string> {
  const name = `tried_${++savepoints}`;
  await session.client.query(`savepoint ${name}`);
  try {
    await session.become(caller);
    return (await session.client.query(sql)).rowCount ?? 0;
  } catch (error) {
    return String((error as { code?: string }).code);
  } finally {
    // Rolls back the statement, the role and the claims.
    await session.client.query(`rollback to savepoint ${name}; release savepoint ${name}`);
  }
}

async function inTopic<T>(session: Session, topic: string, work: () => Promise<T>): Promise<T> {
  const name = `topic_${++savepoints}`;
  await session.client.query(`savepoint ${name}`);
  await session.admin(`select set_config('realtime.topic', $1, true)`, [topic]);
  const result = await work();
  await session.client.query(`rollback to savepoint ${name}; release savepoint ${name}`);
  return result;
}

import { randomUUID } from 'node:crypto';
import { seededRandom } from '@rockon/sync/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Device, Mutation, Result } from '../support/sql-session.ts';
import { bandFixture, type Fixture } from './support/fixture.ts';

let at: Fixture;
beforeAll(async () => {
  at = await bandFixture();
});
afterAll(() => at.close());

function dice(seed: number) {
  const next = seededRandom(seed);
  return {
    chance: (share: number): boolean => next() < share,
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
  };
}

interface Outcome {
  readonly results: readonly Result[];
  readonly log: readonly Record<string, unknown>[];
  readonly rows: readonly Record<string, unknown>[];
  readonly conflicts: readonly Record<string, unknown>[];
}

/** Results of a device's mutations sent in calls of `size`; rolled back, so that they can be sent again with another size. */
async function outcome(device: Device, mutations: readonly unknown[], size: number): Promise<Outcome> {
  const { client } = at.session;
  await at.session.begin(device.person);
  try {
    const results: Result[] = [];
    for (let from = 0; from < mutations.length; from += size) {
      const request = JSON.stringify(device.request(mutations.slice(from, from + size)));
      const { rows } = await client.query('select public.sync_push($1::jsonb) as answer', [request]);
      results.push(...(rows[0].answer.results as Result[]));
    }
    await client.query('reset role');
    const all = async (sql: string) => (await client.query<Record<string, unknown>>(sql, [at.band])).rows;
    const [{ moment } = { moment: '' }] = (await client.query(`select to_jsonb(now()) #>> '{}' as moment`)).rows;
    const found: Outcome = {
      results,
      log: await all(
        `select seq::int, table_name, case when table_name <> 'conflicts' then record_id end as record, op, version, paths,
                made_by, client, mutation::int, row_after - 'id' - 'mine' as row
           from sync.changes where scope_id = $1 order by seq`,
      ),
      rows: await all('select to_jsonb(s) as row from public.songs s where band_id = $1 order by id'),
      conflicts: await all(
        `select record_id, path, base, case when path <> 'deleted_at' then mine end as mine, mine_by, theirs, theirs_by,
                theirs_version, open from public.conflicts where band_id = $1 order by record_id, path, mine::text`,
      ),
    };
    // Two transactions have different times.
    return JSON.parse(JSON.stringify(found).replaceAll(moment, 'now'));
  } finally {
    await client.query('rollback');
  }
}

/** The database chooses the ids of new conflicts. */
const comparable = ({ results, ...rest }: Outcome) => ({
  ...rest,
  results: results.map(({ conflict, ...result }) => ({ ...result, conflict: conflict?.map(({ path }) => path) })),
});

describe('batched mutations', () => {
  test.each(Array.from({ length: 25 }, (_, seed) => seed + 1))(
    'come to the same as sent one by one, log and all (seed %i)',
    async (seed) => {
      const random = dice(seed);
      const [here, there] = [at.device(at.member), at.device(at.admin)];
      const records = Array.from({ length: 8 }, () => randomUUID());
      // Some records exist already, and others changed them since this device saw them.
      for (const record of records.slice(0, 5)) {
        await here.send('insert', record, { set: { title: 'Known', key: 'A' } });
        if (random.chance(0.5)) await there.send('update', record, { base: 1, set: { key: 'B', bpm: 90 } });
        if (random.chance(0.2)) await there.send('delete', record, { base: 2 });
      }
      const values = (): Record<string, unknown> => {
        const set: Record<string, unknown> = {};
        if (random.chance(0.6)) set.title = random.pick(['One', 'Two', 'Three']);
        if (random.chance(0.4)) set.key = random.pick(['C', 'D', null]);
        if (random.chance(0.3)) set.bpm = random.pick([100, 120, null]);
        if (random.chance(0.2)) set.tags = random.pick([['slow'], [], null]);
        return set;
      };
      const mutations: Mutation[] = Array.from({ length: 40 }, () => {
        const record = random.pick(records);
        const op = random.pick(['insert', 'update', 'update', 'update', 'delete', 'restore'] as const);
        const set = op === 'delete' || op === 'restore' ? {} : values();
        if (op === 'insert') set.title ??= 'New';
        return here.mutation(op, record, { set, base: op === 'insert' ? null : random.pick([0, 1, 2, 3]) });
      });
      // Some mutations are rejected: by a constraint, the registry, the caller's rights or their shape.
      const refused: Partial<Mutation>[] = [
        { set: { title: '' } },
        { set: { nothing: 1 } },
        { scope: at.otherBand },
        { table: 'nowhere' },
        { record: 'x' },
      ];
      const at20 = mutations[20];
      if (seed % 3 === 0 && at20) Object.assign(at20, random.pick(refused));
      const together = await outcome(here, mutations, 500);
      const alone = await outcome(here, mutations, 1);
      expect(comparable(together)).toEqual(comparable(alone));
      expect(together.log.length).toBeGreaterThan(5);
    },
  );

  test('500 inserts are one statement, logged in the order of the mutations', async () => {
    const device = at.device(at.member);
    const inserts = Array.from({ length: 500 }, (_, n) =>
      device.mutation('insert', randomUUID(), { set: { title: `Song ${n}` } }),
    );
    const results = await device.push(inserts);
    expect(results.map(({ id, version, row }) => [id, version, row?.title])).toEqual(
      inserts.map(({ id, set }) => [id, 1, set.title]),
    );
    const log = await at.session.admin(
      'select seq::int, record_id, mutation::int from sync.changes where client = $1 order by seq',
      [device.id],
    );
    expect(log.map(({ record_id, mutation, seq }) => [record_id, mutation, seq])).toEqual(
      results.map((result) => [result.row?.id, result.id, result.seq]),
    );
  });

  test('a new record whose id is taken is rejected alone', async () => {
    const taken = await at.device(at.stranger, at.otherBand).insert();
    const device = at.device(at.member);
    const [first, second, third] = await device.push(
      [randomUUID(), taken, randomUUID()].map((record) => device.mutation('insert', record, { set: { title: 'New' } })),
    );
    expect([first?.status, third?.status]).toEqual(['applied', 'applied']);
    expect(second).toMatchObject({ status: 'rejected', error: { code: 'wrong_scope' } });
    expect((third?.seq ?? 0) - (first?.seq ?? 0)).toBe(1);
  });

  test('a value that equals the row’s after the cast returns the row and is not logged', async () => {
    const device = at.device(at.member);
    const [record, from] = [randomUUID(), randomUUID()];
    const table = 'setlists';
    await device.send('insert', record, { table, set: { name: 'Copy', forked_from: from } });
    const [before] = await at.session.admin('select max(seq) as seq from sync.changes where scope_id = $1', [at.band]);
    const result = await device.send('update', record, { table, set: { forked_from: from.toUpperCase() } });
    expect(result).toMatchObject({ status: 'applied', version: 1, seq: null, row: { id: record, forked_from: from } });
    expect(await at.session.admin('select max(seq) as seq from sync.changes where scope_id = $1', [at.band])).toEqual([
      before,
    ]);
  });

  test('a column added by a later migration is written and logged in existing sessions', async () => {
    const device = at.device(at.member);
    const push = async (set: Record<string, unknown>) => {
      const records = [randomUUID(), randomUUID()];
      await device.push(records.map((record) => device.mutation('insert', record, { set })));
      return at.session.admin('select row_after from sync.changes where record_id = any ($1)', [records]);
    };
    await push({ title: 'Before' });
    await at.session.admin(
      `set role postgres; alter table public.songs add column mood text;
       select sync.change_entity('songs', (select jsonb_object_agg(key, value -> 'message') || '{"mood": "A mood."}'
                                             from sync.entities, jsonb_each(columns) where name = 'songs'));
       reset role`,
    );
    for (const { row_after } of await push({ title: 'After', mood: 'calm' })) {
      expect(row_after).toMatchObject({ title: 'After', mood: 'calm' });
    }
  });
});

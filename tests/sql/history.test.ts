import { randomUUID } from 'node:crypto';
import { readMarkId } from '@rockon/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../support/sql-session.ts';
import { bandFixture, type Fixture } from './support/fixture.ts';

interface Version {
  readonly seq: number;
  readonly version: number;
  readonly op: string;
  readonly by: string | null;
  readonly at: string;
  readonly client: string | null;
  readonly paths: readonly string[];
  readonly row: Record<string, unknown> | null;
}
interface History {
  readonly versions: readonly Version[];
  readonly more: boolean;
}
interface Trash {
  readonly records: readonly {
    readonly table: string;
    readonly id: string;
    readonly at: string;
    readonly by: string | null;
    readonly row: Record<string, unknown>;
  }[];
  readonly more: boolean;
}

let at: Fixture;
beforeAll(async () => {
  at = await bandFixture();
});
afterAll(() => at.close());

const asked = (record: string, rest: Record<string, unknown> = {}) => ({ table: 'songs', record, limit: 50, ...rest });
const historyOf = (record: string, rest = {}, person: Caller = at.member) =>
  at.session.rpc<History>(person, 'record_history', asked(record, rest));
const trashOf = (rest = {}, person: Caller = at.member) =>
  at.session.rpc<Trash>(person, 'trash', { band: at.band, limit: 50, ...rest });

describe('record_history', () => {
  test('lists versions newest first, with author, time, device and changed paths', async () => {
    const [mia, olga] = [at.device(at.member), at.device(at.owner)];
    const song = await mia.insert({ title: 'First', key: 'A' });
    await olga.send('update', song, { base: 1, set: { title: 'Second', bpm: 120 } });
    await mia.send('delete', song, { base: 2 });
    await olga.send('restore', song, { base: 3 });

    const { versions, more } = await historyOf(song);
    expect(more).toBe(false);
    expect(versions.map(({ version, op, by, client }) => [version, op, by, client])).toEqual([
      [4, 'restore', at.owner, olga.id],
      [3, 'delete', at.member, mia.id],
      [2, 'update', at.owner, olga.id],
      [1, 'insert', at.member, mia.id],
    ]);
    expect(versions[2]?.paths.toSorted()).toEqual(['bpm', 'title']);
    expect(versions[2]?.row).toMatchObject({ id: song, title: 'Second', bpm: 120, key: 'A', version: 2 });
    expect(versions[3]?.row).toMatchObject({ title: 'First', bpm: null });
    expect(versions[0]?.row).not.toHaveProperty('path_versions');
    expect(Date.parse(String(versions[0]?.at))).toBeGreaterThan(Date.now() - 60_000);
  });

  test('each page continues after the last one', async () => {
    const mia = at.device(at.member);
    const song = await mia.insert({ title: 'Paged' });
    for (let bpm = 1; bpm <= 4; bpm += 1) await mia.send('update', song, { base: bpm, set: { bpm } });
    const first = await historyOf(song, { limit: 2 });
    expect(first.versions.map((each) => each.version)).toEqual([5, 4]);
    expect(first.more).toBe(true);
    const second = await historyOf(song, { limit: 2, before_seq: first.versions[1]?.seq });
    expect(second.versions.map((each) => each.version)).toEqual([3, 2]);
    expect(second.more).toBe(true);
    const last = await historyOf(song, { limit: 2, before_seq: second.versions[1]?.seq });
    expect(last.versions.map((each) => each.version)).toEqual([1]);
    expect(last.more).toBe(false);
  });

  test('long notes make a page shorter', async () => {
    const mia = at.device(at.member);
    const song = await mia.insert({ title: 'Long' });
    // Random text does not compress, so its stored size is its size on the wire.
    await at.session.admin(
      `do $$ begin for n in 1 .. 95 loop
         update public.songs set notes = (select string_agg(encode(sha256(random()::text::bytea), 'base64'), '') from generate_series(1, 220)),
                links = (select jsonb_agg(jsonb_build_object('url', 'https://example.test/' ||
                  (select string_agg(encode(sha256((random() + i + k)::text::bytea), 'hex'), '') from generate_series(1, 30) k))) from generate_series(1, 10) i)
          where id = '${song}'; end loop; end $$`,
    );
    const first = await historyOf(song, { limit: 100 });
    expect(first.more).toBe(true);
    expect(JSON.stringify(first).length).toBeLessThan(3_000_000);
    let [all, page] = [first.versions.length, first];
    while (page.more) {
      page = await historyOf(song, { limit: 100, before_seq: page.versions.at(-1)?.seq });
      all += page.versions.length;
    }
    expect(all).toBe(96);
  });

  test('a deleted record has a history, a purged one has none', async () => {
    const song = await at.device(at.member).insert({ title: 'Gone' });
    await at.device(at.member).send('delete', song);
    expect((await historyOf(song)).versions).toHaveLength(2);
    await at.session.admin(`update public.songs set deleted_at = now() - interval '31 days' where id = $1`, [song]);
    await at.session.admin('select private.prune()');
    expect(await at.session.refusal(at.member, 'record_history', asked(song))).toMatchObject({ hint: 'not_found' });
  });

  test('a record in two scopes is read in the band, each change once', async () => {
    const [membership] = await at.session.admin(
      'select id from public.memberships where band_id = $1 and user_id = $2',
      [at.band, at.viewer],
    );
    const { versions } = await historyOf(membership?.id, { table: 'memberships' });
    expect(new Set(versions.map((each) => each.seq)).size).toBe(versions.length);
    expect(versions.at(-1)).toMatchObject({ version: 1, op: 'insert' });
  });

  test('after pruning, the remaining versions are listed', async () => {
    const mia = at.device(at.member);
    const song = await mia.insert({ title: 'Pruned' });
    await mia.send('update', song, { base: 1, set: { bpm: 90 } });
    await mia.send('update', song, { base: 2, set: { bpm: 91 } });
    await at.session.admin(`update sync.changes set made_at = now() - interval '91 days' where scope_id = $1`, [
      at.band,
    ]);
    await at.session.admin('select private.prune(keep_changes => 1)');
    const { versions, more } = await historyOf(song);
    expect(versions.map((each) => each.version)).toEqual([3]);
    expect(more).toBe(false);
  });
});

describe('trash', () => {
  test('lists deleted records newest first, with author and time; a restored one disappears', async () => {
    const [mia, olga] = [at.device(at.member), at.device(at.owner)];
    const [one, two, kept] = [
      await mia.insert({ title: 'One' }),
      await mia.insert({ title: 'Two' }),
      await mia.insert(),
    ];
    await mia.send('delete', one);
    await olga.send('delete', two);
    const { records, more } = await trashOf();
    expect(more).toBe(false);
    expect(records.slice(0, 2)).toMatchObject([
      { table: 'songs', id: two, by: at.owner, row: { title: 'Two' } },
      { table: 'songs', id: one, by: at.member, row: { title: 'One' } },
    ]);
    expect(records.map(({ id }) => id)).not.toContain(kept);
    expect(Date.parse(String(records[0]?.at))).toBeGreaterThan(Date.now() - 60_000);
    expect(records[0]?.row).not.toHaveProperty('path_versions');

    await mia.send('restore', two, { base: 2 });
    expect((await trashOf()).records.map(({ id }) => id)).not.toContain(two);
  });

  test('lists deletions of the last 30 days', async () => {
    const mia = at.device(at.member);
    const [young, old] = [await mia.insert({ title: 'Young' }), await mia.insert({ title: 'Old' })];
    await at.session.admin(`update public.songs set deleted_at = now() - interval '29 days 23 hours' where id = $1`, [
      young,
    ]);
    await at.session.admin(`update public.songs set deleted_at = now() - interval '30 days 1 hour' where id = $1`, [
      old,
    ]);
    const ids = (await trashOf()).records.map(({ id }) => id);
    expect(ids).toContain(young);
    expect(ids).not.toContain(old);
    await at.session.admin('select private.prune()');
    const left = await at.session.admin('select id from public.songs where id = any ($1)', [[young, old]]);
    expect(left).toEqual([{ id: young }]);
  });

  test('pages continue within one moment, since one push can delete many records', async () => {
    const mia = at.device(at.member);
    const songs = [await mia.insert(), await mia.insert(), await mia.insert()];
    await mia.push(songs.map((song) => mia.mutation('delete', song)));
    const seen: string[] = [];
    let page = await trashOf({ limit: 2 });
    for (;;) {
      seen.push(...page.records.map(({ id }) => id));
      const last = page.records.at(-1);
      if (!page.more || !last) break;
      page = await trashOf({ limit: 2, after: { at: last.at, id: last.id } });
    }
    expect(seen.length).toBe(new Set(seen).size);
    expect(seen).toEqual((await trashOf()).records.map(({ id }) => id));
    expect(seen).toEqual(expect.arrayContaining(songs));
  });
});

describe('rights', () => {
  let song: string;
  beforeAll(async () => {
    song = await at.device(at.member).insert({ title: 'Ours' });
    await at.device(at.member).send('update', song, { set: { key: 'A' } });
  });

  for (const person of ['owner', 'admin', 'member', 'viewer'] as const) {
    test(`${person} reads both`, async () => {
      expect((await historyOf(song, {}, at[person])).versions).toHaveLength(2);
      expect((await trashOf({}, at[person])).records.length).toBeGreaterThan(0);
    });
  }

  for (const person of ['removed', 'stranger'] as const) {
    test(`${person} reads neither, and learns nothing about existing records`, async () => {
      const existing = await at.session.refusal(at[person], 'record_history', asked(song));
      expect(existing).toEqual(await at.session.refusal(at[person], 'record_history', asked(randomUUID())));
      expect(existing).toMatchObject({ code: 'PT404', hint: 'not_found', detail: 'record' });
      expect(await at.session.refusal(at[person], 'trash', { band: at.band, limit: 5 })).toMatchObject({
        code: 'PT403',
        hint: 'forbidden',
        detail: 'band',
      });
    });
  }

  test('callers without a user get nothing', async () => {
    for (const [name, request] of [
      ['record_history', asked(song)],
      ['trash', { band: at.band, limit: 5 }],
    ] as const) {
      expect(await at.session.refusal('anonymous', name, request)).toMatchObject({ code: '42501' });
      expect(await at.session.refusal('nobody', name, request)).toMatchObject({ code: 'PT401' });
    }
  });

  test('people can read the history of their own records only', async () => {
    const mark = readMarkId(at.member, song);
    await at.device(at.member, at.member).send('insert', mark, {
      table: 'read_marks',
      set: { record_table: 'songs', record_id: song },
    });
    expect((await historyOf(mark, { table: 'read_marks' })).versions).toHaveLength(1);
    expect(await at.session.refusal(at.owner, 'record_history', asked(mark, { table: 'read_marks' }))).toMatchObject({
      hint: 'not_found',
    });
    // The table must be the record's own.
    expect(await at.session.refusal(at.member, 'record_history', asked(mark))).toMatchObject({ hint: 'not_found' });
  });

  test('invalid requests are rejected by field', async () => {
    const cases: [string, Record<string, unknown>, string][] = [
      ['record_history', asked('x'), 'record'],
      ['record_history', asked(song, { table: 'invites' }), 'table'],
      ['record_history', asked(song, { table: null }), 'table'],
      ['record_history', asked(song, { limit: 0 }), 'limit'],
      ['record_history', asked(song, { before_seq: 'now' }), 'before_seq'],
      ['trash', { band: 1, limit: 5 }, 'band'],
      ['trash', { band: at.band }, 'limit'],
      ['trash', { band: at.band, limit: 5, after: { id: song, at: 'x' } }, 'after/at'],
      ['trash', { band: at.band, limit: 5, after: { at: '2026-01-01' } }, 'id'],
    ];
    for (const [name, request, path] of cases) {
      expect(await at.session.refusal(at.member, name, request)).toMatchObject({
        code: 'PT400',
        hint: 'invalid_request',
        detail: path,
      });
    }
    // A user's scope is not a band.
    expect(await at.session.refusal(at.member, 'trash', { band: at.member, limit: 5 })).toMatchObject({
      code: 'PT403',
    });
  });
});

describe('cost', () => {
  test('record_history uses its index, and trash of a band with 10,000 songs is fast', async () => {
    await at.session.admin(
      `insert into public.songs (id, band_id, title) select gen_random_uuid(), $1, 'Song ' || n from generate_series(1, 10000) n`,
      [at.band],
    );
    await at.session.admin('analyze');
    const song = await at.device(at.member).insert({ title: 'Needle' });
    const plan = await at.session.admin(
      `explain select * from sync.changes where record_id = '${song}' and scope_id = '${at.band}' order by seq desc limit 51`,
    );
    expect(JSON.stringify(plan)).toContain('changes_record_idx');
    const timed = async (work: () => Promise<unknown>) => {
      await work();
      const start = performance.now();
      await work();
      return (performance.now() - start).toFixed(1);
    };
    console.log(
      `history of a record in a log of 10,000: ${await timed(() => historyOf(song))} ms, ` +
        `trash of a band with 10,000 songs: ${await timed(() => trashOf())} ms`,
    );
  });
});

describe('the nightly prune', () => {
  test('is scheduled once with pg_cron, and not without it', async () => {
    const schedule = async () => {
      await at.session.admin('set role postgres');
      const [answer] = await at.session.admin('select private.schedule_prune() as done');
      await at.session.admin('reset role');
      return answer?.done;
    };
    expect(await schedule()).toBe(false);
    // The part of pg_cron that we use.
    await at.session.admin(`create schema cron;
      create table cron.job (jobname text primary key, schedule text, command text);
      create function cron.schedule(text, text, text) returns bigint language sql as
        $$ insert into cron.job values ($1, $2, $3) on conflict (jobname) do update set schedule = $2, command = $3 returning 1::bigint $$;
      grant usage on schema cron to postgres; grant all on cron.job to postgres`);
    expect(await schedule()).toBe(true);
    expect(await schedule()).toBe(true);
    const jobs = await at.session.admin('select * from cron.job');
    expect(jobs).toEqual([{ jobname: 'rockon-prune', schedule: '17 3 * * *', command: 'select private.prune()' }]);
    await at.session.admin(String(jobs[0]?.command));
  });
});

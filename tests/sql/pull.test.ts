import { randomUUID } from 'node:crypto';
import { bandSchema } from '@rockon/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bandFixture, type Fixture } from './support/fixture.ts';

interface Pulled {
  readonly status: string;
  readonly changes: readonly { seq: number; id: string; op: string; row: Record<string, unknown> | null }[];
  readonly seq: number;
  readonly head: number;
  readonly epoch: string;
  readonly topic: string;
  readonly more: boolean;
  readonly digest: Record<string, { count: number; versions: number }> | null;
}
interface Page {
  readonly rows: readonly { id: string }[];
  readonly seq: number;
  readonly epoch: string;
  readonly more: boolean;
}

let at: Fixture;
beforeAll(async () => {
  at = await bandFixture();
});
afterAll(() => at.close());

async function pull(who: string, scope: string, cursor: unknown, more: Record<string, unknown> = {}): Promise<Pulled> {
  const answer = await at.session.rpc<{ user: string; scopes: Record<string, Pulled> }>(who, 'sync_pull', {
    protocol: 1,
    cursors: { [scope]: cursor },
    limit: 1000,
    ...more,
  });
  expect(answer.user).toBe(who);
  const pulled = answer.scopes[scope];
  if (!pulled) throw new Error('the scope is not in the answer');
  return pulled;
}

const snapshot = (who: string, request: Record<string, unknown>): Promise<Page> =>
  at.session.rpc<Page>(who, 'sync_snapshot', { protocol: 1, after: null, limit: 5000, ...request });

describe('pull', () => {
  test('without a cursor the answer is a snapshot, with the number to continue from', async () => {
    const pulled = await pull(at.member, at.band, null);
    expect(pulled).toMatchObject({ status: 'snapshot', changes: [], more: false });
    expect(pulled.seq).toBe(pulled.head);
    expect(pulled.topic).toMatch(new RegExp(`^scope:${at.band}:\\d+$`));
  });

  test('with a cursor the answer has all later changes, in order', async () => {
    const { seq, epoch } = await pull(at.member, at.band, null);
    const device = at.device(at.member);
    const record = await device.insert({ title: 'New' });
    await device.send('update', record, { set: { bpm: 99 } });
    await device.send('delete', record, { base: 2 });
    const pulled = await pull(at.viewer, at.band, { seq, epoch });
    expect(pulled.status).toBe('ok');
    expect(pulled.changes.map((change) => change.op)).toEqual(['insert', 'update', 'delete']);
    expect(pulled.changes.map((change) => change.seq)).toEqual([seq + 1, seq + 2, seq + 3]);
    expect(pulled).toMatchObject({ seq: seq + 3, head: seq + 3, more: false });
    expect(pulled.changes[1]).toMatchObject({
      table: 'songs',
      id: record,
      version: 2,
      paths: ['bpm'],
      by: at.member,
      client: device.id,
      mutation: 2,
      row: { title: 'New', bpm: 99 },
    });
    expect(pulled.changes[1]?.row).not.toHaveProperty('path_versions');
  });

  test('a limit cuts the page and sets more', async () => {
    const { seq, epoch } = await pull(at.member, at.band, null);
    const device = at.device(at.member);
    for (let i = 0; i < 3; i++) await device.insert();
    const first = await pull(at.member, at.band, { seq, epoch }, { limit: 2 });
    expect(first).toMatchObject({ seq: seq + 2, head: seq + 3, more: true });
    const second = await pull(at.member, at.band, { seq: first.seq, epoch }, { limit: 2 });
    expect(second).toMatchObject({ seq: seq + 3, more: false });
    expect(second.changes).toHaveLength(1);
  });

  test('long notes cut a page too, and every page advances', async () => {
    // In a separate band: in the shared band every later page would carry these 4 MB.
    const writer = await at.session.signUp('Nora');
    const band = await at.session.band(writer, 'Long Notes');
    const { seq, epoch } = await pull(writer, band, null);
    const device = at.device(writer, band);
    // Random text, because the limit counts the compressed size.
    const notes = () => Array.from({ length: 250 }, () => randomUUID()).join(' ');
    const batch = () =>
      Array.from({ length: 100 }, () =>
        device.mutation('insert', randomUUID(), { set: { title: 'x', notes: notes() } }),
      );
    for (let i = 0; i < 4; i++) await device.push(batch());
    let cursor = seq;
    let pages = 0;
    for (let more = true; more; pages++) {
      const page = await pull(writer, band, { seq: cursor, epoch });
      expect(page.seq).toBeGreaterThan(cursor);
      expect(page.changes[0]?.seq).toBe(cursor + 1);
      cursor = page.seq;
      more = page.more;
    }
    expect(cursor).toBe(seq + 400);
    expect(pages).toBeGreaterThan(1);
  });

  test.each([
    ['of another log', (head: number) => ({ seq: head, epoch: 'other' })],
    ['beyond the head', (head: number, epoch: string) => ({ seq: head + 1, epoch })],
    ['that is no number', (_: number, epoch: string) => ({ seq: 'x', epoch })],
    ['that is negative', (_: number, epoch: string) => ({ seq: -1, epoch })],
    ['that is a text', () => 'cursor'],
  ])('a cursor %s gets a snapshot', async (_, make) => {
    const { head, epoch } = await pull(at.member, at.band, null);
    expect(await pull(at.member, at.band, make(head, epoch))).toMatchObject({
      status: 'snapshot',
      changes: [],
      seq: head,
    });
  });

  test.each(['stranger', 'removed'] as const)(
    'a %s person learns nothing, not even the length of the log',
    async (who) => {
      expect(await pull(at[who], at.band, { seq: 0, epoch: 'x' })).toMatchObject({
        status: 'forbidden',
        changes: [],
        seq: 0,
        head: 0,
        epoch: '',
        topic: '',
        more: false,
      });
      expect((await pull(at[who], randomUUID(), null)).status).toBe('forbidden');
      expect((await pull(at[who], at.owner, null)).status).toBe('forbidden');
    },
  );

  test('one answer can hold several scopes, each with its own status', async () => {
    const answer = await at.session.rpc<{ scopes: Record<string, Pulled> }>(at.member, 'sync_pull', {
      protocol: 1,
      cursors: { [at.band]: null, [at.member]: null, [at.otherBand]: null },
      limit: 10,
    });
    expect(Object.fromEntries(Object.entries(answer.scopes).map(([scope, { status }]) => [scope, status]))).toEqual({
      [at.band]: 'snapshot',
      [at.member]: 'snapshot',
      [at.otherBand]: 'forbidden',
    });
  });

  test('the digest counts live rows, and is sent only with the newest change', async () => {
    const { head, epoch } = await pull(at.member, at.band, null);
    const { digest } = await pull(at.member, at.band, { seq: head, epoch }, { digest: true });
    const [songs] = await at.session.admin(
      'select count(*)::int as count, sum(version)::int as versions from public.songs where band_id = $1 and deleted_at is null',
      [at.band],
    );
    expect(digest?.songs).toEqual(songs);
    expect(Object.keys(digest ?? {}).sort()).toEqual([...bandSchema.scopeTables].sort());
    expect((await pull(at.member, at.band, { seq: head - 1, epoch }, { digest: true, limit: 1 })).digest).toEqual(
      digest,
    );
    expect((await pull(at.member, at.band, { seq: head - 2, epoch }, { digest: true, limit: 1 })).digest).toBeNull();
  });

  test.each([
    ['another protocol', { protocol: 9 }, 'PT410'],
    ['no cursors', { cursors: [] }, 'PT400'],
    ['a scope that is no id', { cursors: { 'a"b': null } }, 'PT400'],
    ['a limit of 0', { limit: 0 }, 'PT400'],
    ['no limit', { limit: null }, 'PT400'],
    ['201 scopes', { cursors: Object.fromEntries(Array.from({ length: 201 }, () => [randomUUID(), null])) }, 'PT413'],
  ])('%s is refused', async (_, wrong, code) => {
    const request = { protocol: 1, cursors: {}, limit: 10, ...wrong };
    expect((await at.session.refusal(at.member, 'sync_pull', request)).code).toBe(code);
  });
});

describe('snapshot', () => {
  test('pages hold every live row once, and no deleted row', async () => {
    const device = at.device(at.member);
    await device.push(
      Array.from({ length: 250 }, () => device.mutation('insert', randomUUID(), { set: { title: 'x' } })),
    );
    const gone = await device.insert({ title: 'Gone' });
    await device.send('delete', gone);
    const [live] = await at.session.admin(
      'select array_agg(id order by id) as ids from public.songs where band_id = $1 and deleted_at is null',
      [at.band],
    );
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page: Page = await snapshot(at.viewer, { scope: at.band, table: 'songs', after, limit: 100 });
      expect(page.rows.length).toBeLessThanOrEqual(100);
      seen.push(...page.rows.map((row) => row.id));
      after = seen.at(-1) ?? null;
      more = page.more;
    }
    expect(seen).toEqual(live?.ids);
    expect(seen).not.toContain(gone);
  });

  test('an exactly full last page does not set more', async () => {
    const { rows } = await snapshot(at.member, { scope: at.band, table: 'songs' });
    const page = await snapshot(at.member, { scope: at.band, table: 'songs', limit: rows.length });
    expect(page).toMatchObject({ more: false });
    expect((await snapshot(at.member, { scope: at.band, table: 'songs', limit: rows.length - 1 })).more).toBe(true);
  });

  test('its rows equal the log’s rows', async () => {
    const record = await at.device(at.member).insert({ title: 'Alike', tags: ['a'], links: [{ url: 'https://a.b' }] });
    const { rows } = await snapshot(at.member, { scope: at.band, table: 'songs' });
    const [logged] = await at.session.admin('select row_after from sync.changes where record_id = $1', [record]);
    expect(rows.find((row) => row.id === record)).toEqual(logged?.row_after);
  });

  test('people can read their own scope: memberships, profile, marks', async () => {
    for (const table of ['memberships', 'profiles', 'read_marks']) {
      const { rows } = await snapshot(at.removed, { scope: at.removed, table });
      // A removed member has no live membership.
      expect(rows).toHaveLength(table === 'profiles' ? 1 : 0);
    }
    const { rows } = await snapshot(at.member, { scope: at.member, table: 'memberships' });
    expect(rows).toMatchObject([{ band_id: at.band, user_id: at.member, role: 'member', name: 'Mia' }]);
  });

  test.each([
    ['a table of another kind of scope', { table: 'profiles' }, 'PT400'],
    ['a table that is not synced', { table: 'invites' }, 'PT400'],
    ['a table that is none', { table: 'songs; drop table songs' }, 'PT400'],
    ['no table', { table: null }, 'PT400'],
    ['a page that begins nowhere', { after: 'x' }, 'PT400'],
    ['a limit that is none', { limit: '10' }, 'PT400'],
  ])('%s is refused', async (_, wrong, code) => {
    const request = { protocol: 1, scope: at.band, table: 'songs', after: null, limit: 10, ...wrong };
    expect((await at.session.refusal(at.member, 'sync_snapshot', request)).code).toBe(code);
  });

  test.each(['stranger', 'removed'] as const)('a %s person is refused', async (who) => {
    const request = { protocol: 1, scope: at.band, table: 'songs', after: null, limit: 10 };
    expect(await at.session.refusal(at[who], 'sync_snapshot', request)).toMatchObject({
      code: 'PT403',
      hint: 'forbidden',
    });
  });
});

describe('maintenance', () => {
  test('after pruning, old cursors get a snapshot and newer ones go on', async () => {
    const { head, epoch } = await pull(at.member, at.band, null);
    await at.session.admin(
      `update sync.changes set made_at = now() - interval '100 days' where scope_id = $1 and seq <= $2`,
      [at.band, head - 5],
    );
    await at.session.admin('select private.prune(keep_changes => 3)');
    expect((await pull(at.member, at.band, { seq: head - 6, epoch })).status).toBe('snapshot');
    expect(await pull(at.member, at.band, { seq: head - 5, epoch })).toMatchObject({ status: 'ok', seq: head });
    await at.device(at.member).insert();
    expect((await pull(at.member, at.band, { seq: head, epoch })).seq).toBe(head + 1);
  });

  test('an old tombstone is purged without a log entry, and its content is removed from the log', async () => {
    const device = at.device(at.member);
    const record = await device.insert({ title: 'Private' });
    await device.send('delete', record);
    const { head } = await pull(at.member, at.band, null);
    await at.session.admin(`update public.songs set deleted_at = now() - interval '31 days' where id = $1`, [record]);
    await at.session.admin('select private.prune()');
    expect(await at.session.admin('select 1 from public.songs where id = $1', [record])).toEqual([]);
    const log = await at.session.admin('select op, row_after from sync.changes where record_id = $1 order by seq', [
      record,
    ]);
    expect(log.every((entry) => entry.row_after === null)).toBe(true);
    expect(log.length).toBeGreaterThanOrEqual(2);
    expect((await pull(at.member, at.band, null)).head).toBe(head + 1);
    expect(await device.send('delete', record, { base: 1 })).toMatchObject({ status: 'applied', row: null });
  });

  test('a restored backup has another log epoch', async () => {
    const { head, epoch } = await pull(at.member, at.band, null);
    await at.session.admin('select private.new_log_epoch()');
    const pulled = await pull(at.member, at.band, { seq: head, epoch });
    expect(pulled.status).toBe('snapshot');
    expect(pulled.epoch).not.toBe(epoch);
  });

  test('a row deleted with SQL is logged, and truncate is refused', async () => {
    const record = await at.device(at.member).insert();
    await at.session.admin('delete from public.songs where id = $1', [record]);
    const [last] = await at.session.admin(
      'select op, version, row_after from sync.changes where record_id = $1 order by seq desc',
      [record],
    );
    expect(last).toEqual({ op: 'delete', version: 2, row_after: null });
    await expect(at.session.admin('truncate public.songs')).rejects.toThrow(/delete them instead/);
  });
});

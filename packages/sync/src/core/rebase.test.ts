import { describe, expect, it } from 'vitest';
import type { Change } from '../protocol/pull.ts';
import type { MutationResult } from '../protocol/push.ts';
import type { Row } from '../protocol/row.ts';
import type { LocalHead } from './local-state.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { applyPushResults, planScopeRemoval, rebase } from './rebase.ts';

const row = (id: string, version: number, change: Partial<Row> = {}): Row => ({
  id,
  version,
  createdBy: null,
  createdAt: null,
  updatedBy: null,
  updatedAt: null,
  updatedClient: null,
  deletedAt: null,
  ...change,
});
const change = (seq: number, more: Partial<Change> = {}): Change => ({
  seq,
  table: 'songs',
  id: `song-${seq}`,
  op: 'update',
  version: seq,
  row: row(`song-${seq}`, seq),
  paths: ['title'],
  by: 'mia',
  client: 'other',
  mutation: 1,
  at: '2026-01-01T00:00:00Z',
  ...more,
});
const entry = (id: number): OutboxEntry => ({
  id,
  scope: 'band',
  table: 'songs',
  record: `song-${id}`,
  op: 'update',
  base: 1,
  set: {},
  was: {},
  at: 0,
});
const known = new Map<string, Row>();
const state = {
  scope: 'band',
  meta: { cursor: { seq: 5, epoch: 'e' }, topic: 't', generation: 1 },
  clientId: 'me',
  confirmed: (_scope: string, _table: string, id: string) => known.get(id),
};
const none = () => false;

describe('applying the log', () => {
  it('[L1] moves rows and cursor together', () => {
    const moved = rebase(state, [change(6), change(7)], 7, none);
    expect(moved).toMatchObject({
      kind: 'advance',
      delta: {
        rows: [{ seq: 6 }, { seq: 7 }],
        scopes: { band: { cursor: { seq: 7, epoch: 'e' }, topic: 't', generation: 1 } },
      },
    });
  });

  it('[L1] applies nothing across a gap before, inside or behind the changes', () => {
    expect(rebase(state, [change(7)], 7, none).kind).toBe('gap');
    expect(rebase(state, [change(6), change(8)], 8, none).kind).toBe('gap');
    expect(rebase(state, [change(6)], 8, none).kind).toBe('gap');
    expect(rebase(state, [], 8, none).kind).toBe('gap');
  });

  it('[L2] ignores changes that the device already has', () => {
    expect(rebase(state, [change(4), change(5)], 5, none).kind).toBe('known');
    expect(rebase(state, [change(5), change(6)], 6, none)).toMatchObject({
      kind: 'advance',
      delta: { rows: [{ seq: 6 }] },
    });
  });

  it('[L2] keeps the higher version of a row', () => {
    known.set('song-6', row('song-6', 9));
    expect(rebase(state, [change(6)], 6, none)).toMatchObject({ delta: { rows: [] } });
    known.clear();
    const twice = [change(6, { id: 'a', row: row('a', 2) }), change(7, { id: 'a', row: row('a', 3) })];
    expect(rebase(state, twice, 7, none)).toMatchObject({ delta: { rows: [{ seq: 7, row: { version: 3 } }] } });
  });

  it("[P5] a mutation's own echo settles it, once", () => {
    const echo = [
      change(6, { client: 'me', mutation: 4 }),
      change(7, { client: 'me', mutation: 4, table: 'conflicts' }),
    ];
    expect(rebase(state, echo, 7, (id) => id === 4)).toMatchObject({ delta: { outboxDelete: [4] }, foreign: [] });
    expect(rebase(state, echo, 7, none)).toMatchObject({ delta: { outboxDelete: [] } });
  });

  it('[L6] reports changes of other devices and none of this device', () => {
    const mixed = [change(6, { client: 'me' }), change(7), change(8, { client: null, mutation: null })];
    const moved = rebase(state, mixed, 8, none);
    expect(moved.kind === 'advance' && moved.foreign.map((each) => each.seq)).toEqual([7, 8]);
  });

  it('[V2] a purged record leaves a tombstone if it was known, else nothing', () => {
    known.set('song-6', row('song-6', 2));
    const purge = change(6, { op: 'delete', row: null, version: 7 });
    expect(rebase(state, [purge], 6, none)).toMatchObject({
      delta: { rows: [{ row: { version: 7, deletedAt: purge.at } }] },
    });
    known.clear();
    expect(rebase(state, [purge], 6, none)).toMatchObject({ delta: { rows: [] } });
  });
});

const NO_REASON = 'Rejected without a reason.';

describe('applying push results', () => {
  const result = (id: number, more: Partial<MutationResult> = {}): MutationResult => ({
    id,
    status: 'applied',
    row: row(`song-${id}`, 4),
    version: 4,
    seq: 8,
    ...more,
  });
  const take = (results: MutationResult[], cursor: { seq: number; epoch: string } | null = { seq: 5, epoch: 'e' }) =>
    applyPushResults(
      { results, epochs: { band: 'e' } },
      (id) => (id < 100 ? entry(id) : undefined),
      () => cursor,
      state.confirmed,
      NO_REASON,
    );

  it('[P5] applied and conflicting mutations leave the outbox, with the current row', () => {
    expect(take([result(1), result(2, { status: 'conflict' })])).toMatchObject({
      outboxDelete: [1, 2],
      rows: [{ row: { id: 'song-1' } }, { row: { id: 'song-2' } }],
    });
  });

  it('[P6] a rejected mutation stays with the reason', () => {
    const error = { code: 'forbidden', message: 'Viewers cannot change songs.', path: null };
    const delta = take([result(1, { status: 'rejected', error, row: null })]);
    expect(delta).toMatchObject({ outboxDelete: [], outboxPut: [{ id: 1, rejected: error }] });
    expect(take([result(1, { status: 'rejected', row: null })]).outboxPut?.[0]?.rejected?.code).toBe('rejected');
  });

  it('[P5] a repeated result changes nothing', () => {
    expect(take([result(100)])).toEqual({ rows: [], outboxDelete: [], outboxPut: [] });
    const refused = () => ({ ...entry(1), rejected: { code: 'x', message: 'y' } });
    expect(
      applyPushResults({ results: [result(1)], epochs: {} }, refused, () => null, state.confirmed, NO_REASON)
        .outboxDelete,
    ).toEqual([]);
  });

  it('[L2] an older row does not replace a newer one, also within one response', () => {
    known.set('song-1', row('song-1', 6));
    expect(take([result(1)]).rows).toEqual([]);
    known.clear();
    const same = applyPushResults(
      { results: [result(1, { row: row('a', 5) }), result(2, { row: row('a', 4) })], epochs: { band: 'e' } },
      (id) => ({ ...entry(id), record: 'a' }),
      () => ({ seq: 5, epoch: 'e' }),
      state.confirmed,
      NO_REASON,
    );
    expect(same.rows?.map((each) => each.row.version)).toEqual([5]);
  });

  it('[V2] a row that is missing from the log up to the cursor does not come back', () => {
    expect(take([result(1, { seq: 4 })]).rows).toEqual([]);
    expect(take([result(1, { seq: null })]).rows).toEqual([]);
  });

  it('[N1] a row of a scope without a complete snapshot waits for the snapshot', () => {
    expect(take([result(1)], null)).toMatchObject({ rows: [], outboxDelete: [1] });
  });
});

describe('a restored server', () => {
  it('[V2] a response from before the restore does not change the rows', () => {
    const results: MutationResult[] = [{ id: 1, status: 'applied', row: row('song-1', 4), version: 4, seq: 8 }];
    const delta = applyPushResults(
      { results, epochs: { band: 'before' } },
      () => entry(1),
      () => ({ seq: 5, epoch: 'after' }),
      state.confirmed,
      NO_REASON,
    );
    expect(delta).toMatchObject({ rows: [], outboxDelete: [1] });
  });
});

describe('losing a scope', () => {
  const head = (entries: OutboxEntry[], scopes: LocalHead['scopes'] = { band: state.meta }): LocalHead => ({
    meta: { commit: 1, clientId: 'me', nextMutation: 9, sentUpTo: 0, term: 1, lastSyncAt: null },
    scopes,
    entries,
  });

  it('[X1] deletes the rows and sets unsent mutations aside', () => {
    expect(planScopeRemoval(head([entry(1)]), 'band', 'Removed.')).toEqual({
      scopes: { band: null },
      outboxDelete: [1],
      setAside: { scope: 'band', reason: 'Removed.', entries: [entry(1)] },
    });
    expect(planScopeRemoval(head([]), 'band', 'Removed.')).toEqual({ scopes: { band: null }, outboxDelete: [] });
  });

  it('[X1] does nothing for a scope that is not on the device', () => {
    expect(planScopeRemoval(head([], {}), 'band', 'Removed.')).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_MESSAGES } from '../protocol/messages.ts';
import type { Row } from '../protocol/row.ts';
import { type ConnectionFacts, deriveConnection, NO_FACTS } from './connection.ts';
import { sameJson } from './equal.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { BACKOFF_MAX_MS, backoffMs, FAILURE_ACTIONS } from './retry.ts';
import { SortedQuery } from './sorted-query.ts';
import { deriveStatus, type StatusFacts, type SyncStatus } from './status.ts';

const entry = (id: number, rejected?: OutboxEntry['rejected']): OutboxEntry => ({
  id,
  scope: 'band',
  table: 'songs',
  record: 's',
  op: 'update',
  base: 1,
  set: {},
  was: {},
  at: 0,
  ...(rejected ? { rejected } : {}),
});
const confirmed: Row = {
  id: 's',
  version: 1,
  createdBy: null,
  createdAt: null,
  updatedBy: 'mia',
  updatedAt: '2026-01-01T00:00:00Z',
  updatedClient: 'other',
  deletedAt: null,
};
const facts = (change: Partial<StatusFacts> = {}): StatusFacts => ({
  openConflicts: 0,
  entries: [],
  notYetDurable: false,
  inFlight: () => false,
  awaitingConflict: false,
  confirmed,
  unread: false,
  ...change,
});

describe('the status of a record', () => {
  const reason = { code: 'forbidden', message: 'No' };
  // From best to worst: each row adds a reason to those above it and must win over them.
  const ladder: [Partial<StatusFacts>, SyncStatus['kind']][] = [
    [{}, 'synced'],
    [{ unread: true }, 'unread'],
    [{ entries: [entry(1)] }, 'pending'],
    [{ inFlight: (id) => id === 1 }, 'syncing'],
    [{ entries: [entry(1), entry(2, reason)] }, 'error'],
    [{ openConflicts: 2 }, 'conflict'],
  ];

  it('[S1] is the worst of all reasons', () => {
    let all: Partial<StatusFacts> = {};
    for (const [added, kind] of ladder) {
      all = { ...all, ...added };
      expect(deriveStatus(facts(all)).kind).toBe(kind);
    }
  });

  it('[S2] is unknown for a record that is neither acknowledged nor pending', () => {
    expect(deriveStatus(facts({ confirmed: undefined })).kind).toBe('unknown');
    expect(deriveStatus(facts({ notYetDurable: true })).kind).toBe('unknown');
    expect(deriveStatus(facts({ notYetDurable: true, entries: [entry(1)] })).kind).toBe('unknown');
  });

  it('[S2] is never synced while anything is pending', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 1 }),
        fc.boolean(),
        fc.boolean(),
        (refusals, inFlight, unread) => {
          const entries = refusals.map((refused, id) => entry(id, refused ? reason : undefined));
          const status = deriveStatus(facts({ entries, inFlight: () => inFlight, unread }));
          expect(['syncing', 'pending', 'error']).toContain(status.kind);
        },
      ),
    );
  });

  it('[V3] two statuses are equal when nothing shown differs', () => {
    const statuses = ladder.map((_, index) =>
      deriveStatus(facts(Object.assign({}, ...ladder.slice(0, index + 1).map(([f]) => f)))),
    );
    for (const [i, a] of statuses.entries())
      for (const [j, b] of statuses.entries()) expect(sameJson(a, b)).toBe(i === j);
    expect(sameJson({ kind: 'conflict', count: 1 }, { kind: 'conflict', count: 2 })).toBe(false);
  });
});

describe('the connection', () => {
  const exchange = (change: Partial<ConnectionFacts>) => ({
    ...NO_FACTS,
    calls: { push: { okAt: null, failure: null }, pull: { okAt: 5, failure: null } },
    socket: 'joined' as const,
    ...change,
  });

  const derive = (facts: ConnectionFacts, online: boolean) => deriveConnection(facts, online, DEFAULT_MESSAGES);

  it('[C1] is connected only after a success, and offline when the device says so', () => {
    expect(derive(NO_FACTS, true).kind).toBe('connecting');
    expect(derive(exchange({}), true).kind).toBe('connected');
    expect(derive(exchange({}), false).kind).toBe('offline');
    expect(derive(exchange({ socket: 'joining' }), true).kind).toBe('connected');
  });

  it('[C1] has the reason of what fails', () => {
    const failure = (kind: 'offline' | 'server-busy') => ({ kind, message: 'No answer.', since: 10, retryAt: 70 });
    const failed = (kind: 'offline' | 'server-busy') =>
      exchange({ calls: { push: { okAt: 3, failure: null }, pull: { okAt: 5, failure: failure(kind) } } });
    const reason = 'No answer.';
    expect(derive(failed('offline'), true)).toEqual({ kind: 'offline', reason, retryAt: 70 });
    expect(derive(failed('server-busy'), true)).toEqual({ kind: 'connecting', reason, retryAt: 70 });
    const pushFailed = (pulledAt: number) =>
      exchange({ calls: { push: { okAt: 3, failure: failure('offline') }, pull: { okAt: pulledAt, failure: null } } });
    expect(derive(pushFailed(5), true)).toEqual({ kind: 'offline', reason, retryAt: 70 });
    expect(derive(pushFailed(12), true)).toEqual({ kind: 'connected', reason, retryAt: 70 });
    expect(derive(exchange({ socket: 'down' }), true)).toMatchObject({
      kind: 'polling',
      reason: expect.any(String),
    });
    expect(derive(exchange({ socket: 'off' }), true)).toMatchObject({ kind: 'polling', reason: null });
    for (const change of [{ signInNeeded: true }, { upgradeNeeded: true }, { defect: 'Broken.' }])
      expect(derive(exchange(change), true)).toMatchObject({ kind: 'offline', reason: expect.any(String) });
  });
});

describe('failures', () => {
  it('[F1] each kind has one action', () => {
    expect(FAILURE_ACTIONS).toEqual({
      offline: 'backoff',
      'server-busy': 'backoff',
      auth: 'await-session',
      'upgrade-required': 'await-upgrade',
      'client-fork': 'new-client',
      rejected: 'backoff',
      quota: 'backoff',
      storage: 'backoff',
      defect: 'stop',
    });
  });

  it('[F2] pauses grow to 24 seconds and differ between devices', () => {
    expect(backoffMs(1, 0)).toBe(250);
    expect(backoffMs(1, 0.999)).toBeLessThan(500);
    expect(backoffMs(50, 0.999)).toBeLessThanOrEqual(BACKOFF_MAX_MS);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, random) => {
          expect(backoffMs(failures + 1, random)).toBeGreaterThanOrEqual(backoffMs(failures, random));
        },
      ),
    );
  });
});

describe('a sorted query', () => {
  const song = (id: string, title: string): Row => ({ ...confirmed, id, title });
  const byTitle = (a: Row, b: Row) => String(a.title).localeCompare(String(b.title));
  const where = (row: Row) => row.title !== 'hidden';

  it('[V3] equals the result of sorting everything again', () => {
    const titles = fc.constantFrom('a', 'b', 'c', 'hidden');
    const steps = fc.array(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.option(titles, { nil: undefined })), { maxLength: 50 }),
    );
    fc.assert(
      fc.property(fc.array(titles, { maxLength: 20 }), steps, (start, changes) => {
        const all = new Map<string, Row>(start.map((title, index) => [String(index), song(String(index), title)]));
        const query = new SortedQuery<Row>({ where, sort: byTitle });
        query.reset([...all.values()]);
        for (const step of changes) {
          const changed = new Map(
            step.map(([id, title]) => [String(id), title === undefined ? undefined : song(String(id), title)]),
          );
          for (const [id, row] of changed) row ? all.set(id, row) : all.delete(id);
          const before = query.rows;
          const answer = query.update(changed);
          const fresh = new SortedQuery<Row>({ where, sort: byTitle });
          fresh.reset([...all.values()]);
          expect(query.rows).toEqual(fresh.rows);
          if (!answer) expect(query.rows).toBe(before);
          expect(query.reset([...all.values()])).toBe(false);
        }
      }),
    );
  });
});

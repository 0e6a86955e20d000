import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { quantile } from '../../core/sync-metrics.ts';
import type { LogEntry } from '../../ports/sync-log.ts';
import { createDexieRepository } from './dexie-repository.ts';
import { createDexieSyncLog } from './dexie-sync-log.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const entry = (record: string): LogEntry => ({
  ...{ at: 1, type: 'push', operation: 'insert', scope: 'band', table: 'songs', record },
  ...{ durationMs: 12, status: 'applied', detail: null },
});

/** A clock whose timers the test fires. */
function handClock() {
  let due: (() => void) | null = null;
  const clock = {
    time: 1_000 * DAY,
    now: () => clock.time,
    after: (_ms: number, callback: () => void) => {
      due = callback;
      return () => {
        due = null;
      };
    },
  };
  return { clock, ring: () => due?.(), waiting: () => due !== null };
}

function open(name: string, hand = handClock()) {
  return { ...hand, syncLog: createDexieSyncLog({ name, clock: hand.clock }) };
}

describe('the sync log in IndexedDB', () => {
  test('keeps the newest thousand entries, in order, across a reload', async () => {
    const name = crypto.randomUUID();
    const first = open(name);
    for (let n = 1; n <= 700; n += 1) first.syncLog.record(entry(`a${n}`));
    await first.syncLog.close();
    const second = open(name);
    for (let n = 1; n <= 700; n += 1) second.syncLog.record(entry(`b${n}`));
    const kept = await second.syncLog.entries();
    expect(kept).toHaveLength(1_000);
    expect([kept[0]?.record, kept.at(-1)?.record]).toEqual(['a401', 'b700']);
    expect(kept.map(({ n }) => n)).toEqual(Array.from({ length: 1_000 }, (_, index) => 401 + index));
    await second.syncLog.close();
  });

  test('reads entries of an earlier version and continues their numbers', async () => {
    const name = crypto.randomUUID();
    const repository = createDexieRepository({ name });
    await repository.load();
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    await new Promise((resolve) => {
      const writing = database.transaction('log', 'readwrite');
      for (const record of ['old 1', 'old 2']) writing.objectStore('log').add(entry(record));
      writing.oncomplete = resolve;
    });
    database.close();
    const { syncLog } = open(name);
    syncLog.record(entry('new 1'));
    syncLog.record(entry('new 2'));
    const read = (await syncLog.entries()).map(({ n, record }) => `${n} ${record}`);
    expect(read).toEqual(['1 old 1', '2 old 2', '3 new 1', '4 new 2']);
    await syncLog.close();
    await repository.close();
  });

  test('writes nothing while entries arrive, then all in one batch', async () => {
    const name = crypto.randomUUID();
    const { syncLog, ring, waiting } = open(name);
    syncLog.record(entry('a'));
    syncLog.record(entry('b'));
    expect(waiting()).toBe(true);
    const reader = open(name);
    expect(await reader.syncLog.entries()).toEqual([]);
    ring();
    await syncLog.close();
    expect((await reader.syncLog.entries()).map(({ record }) => record)).toEqual(['a', 'b']);
    await reader.syncLog.close();
  });

  test('adds up the hours of two tabs and deletes those older than a week', async () => {
    const name = crypto.randomUUID();
    const [one, two] = [open(name), open(name)];
    const now = one.clock.time;
    one.syncLog.recordMetrics(now - 8 * DAY, { saved: 99 });
    one.syncLog.recordMetrics(now - 2 * DAY, { saved: 1, pushMs: [0, 1] });
    await one.syncLog.hours();
    two.syncLog.recordMetrics(now - 2 * DAY + 5, { saved: 2, pushMs: [0, 1] });
    two.syncLog.recordMetrics(now, { outboxMost: 4 });
    const hours = await two.syncLog.hours();
    expect(hours.map(({ hour, numbers }) => [hour - now, numbers.saved, numbers.outboxMost])).toEqual([
      [-2 * DAY, 3, 0],
      [0, 0, 4],
    ]);
    expect(quantile(hours[0]?.numbers.pushMs ?? [], 0.5)).toBeGreaterThan(10);
    await Promise.all([one.syncLog.close(), two.syncLog.close()]);
  });

  test('is deleted with the database, and neither blocks deleting the other', async () => {
    const name = crypto.randomUUID();
    const repository = createDexieRepository({ name });
    await repository.load();
    const { syncLog } = open(name);
    syncLog.record(entry('a'));
    await syncLog.entries();
    await repository.destroy();
    syncLog.record(entry('b'));
    await syncLog.close();
    expect((await indexedDB.databases()).map((each) => each.name)).not.toContain(name);
  });
});

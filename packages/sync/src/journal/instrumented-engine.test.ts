import { describe, expect, it } from 'vitest';
import { addMetrics, NO_METRICS, type SyncMetrics } from '../core/sync-metrics.ts';
import type { LogEntry, SyncLog } from '../ports/sync-log.ts';
import { SyncError } from '../protocol/errors.ts';
import { TestHarness } from '../testing/test-harness.ts';

class RecordingLog implements SyncLog {
  readonly entries: LogEntry[] = [];
  numbers: SyncMetrics = NO_METRICS;
  closed = 0;

  constructor(readonly bodies = false) {}

  record(entry: LogEntry): void {
    this.entries.push(entry);
  }

  recordMetrics(_at: number, numbers: Partial<SyncMetrics>): void {
    this.numbers = addMetrics(this.numbers, numbers);
  }

  async close(): Promise<void> {
    this.closed += 1;
  }

  of(type: LogEntry['type']): string[] {
    return this.entries
      .filter((entry) => entry.type === type && entry.record !== null)
      .map(({ operation, table, status }) => `${operation} ${table} ${status}`);
  }
}

async function twoDevices() {
  const world = new TestHarness();
  const [log, others] = [new RecordingLog(), new RecordingLog()];
  const [mia, sam] = [world.device('mia'), world.device('sam')];
  const [a, b] = await Promise.all([mia.open({ syncLog: log }), sam.open({ syncLog: others })]);
  await world.run();
  return { world, mia, a, b, log, others };
}

describe('the sync log of an engine', () => {
  it('names what was pushed here and received there, and counts both', async () => {
    const { world, a, log, others } = await twoDevices();
    await a.repository.insert('band', 'songs', { title: 'Creep' });
    await world.run();
    expect(log.of('push')).toEqual(['insert songs applied']);
    expect(others.of('realtime')).toContain('insert songs ok');
    expect(log.numbers).toMatchObject({ pushes: 1, saved: 1, savedAtOnce: 1, retried: 0, received: 0 });
    expect(others.numbers.received).toBe(1);
    expect(others.numbers.propagationMs.reduce((x, y) => x + y, 0)).toBe(1);
  });

  it('warns of a message that leaves a gap, and does not count it as applied', async () => {
    const { world, mia, b, log } = await twoDevices();
    const [socket] = mia.sockets;
    if (!socket) throw new Error('Mia has no socket.');
    let lost = 0;
    socket.lose = () => lost++ === 0;
    await b.repository.insert('band', 'songs', { title: 'Lost' });
    await world.run();
    const before = log.of('realtime').length;
    await b.repository.insert('band', 'songs', { title: 'After' });
    await world.run();
    const warnings = log.entries.filter(({ type }) => type === 'warning');
    expect(warnings).toMatchObject([{ operation: 'announcement', status: 'gap', scope: 'band' }]);
    expect(log.of('realtime')).toHaveLength(before);
    expect(log.of('pull').filter((line) => line === 'insert songs ok')).toHaveLength(2);
  });

  it('has no content unless bodies are asked for', async () => {
    const { world, a, log, others } = await twoDevices();
    await a.repository.insert('band', 'songs', { title: 'Secret Song', notes: 'Hidden words' });
    await world.run();
    expect(JSON.stringify([log.entries, others.entries])).not.toMatch(/Secret|Hidden/);
    const open = new RecordingLog(true);
    const engine = await world.device('mia').open({ syncLog: open });
    await world.run();
    await engine.repository.insert('band', 'songs', { title: 'Open Song' });
    await world.run();
    expect(JSON.stringify(open.entries)).toContain('Open Song');
  });

  it('logs a lost response as a failure and the repeat as a retry', async () => {
    const world = new TestHarness();
    const log = new RecordingLog();
    const mia = world.device('mia');
    // Without a socket no echo can arrive before the repeat.
    const a = await mia.open({ syncLog: log, realtime: false });
    await world.run();
    const push = mia.remote.push.bind(mia.remote);
    const pull = mia.remote.pull.bind(mia.remote);
    let [lost, sentAgain] = [0, () => {}];
    const again = new Promise<void>((resolve) => {
      sentAgain = resolve;
    });
    // The pull that follows a failed push must not either.
    mia.remote.pull = async (...call) => {
      if (lost === 1) await again;
      return pull(...call);
    };
    mia.remote.push = async (...call) => {
      const answer = await push(...call);
      lost += 1;
      if (lost === 2) sentAgain();
      if (lost === 1) throw new SyncError('offline', 'lost on the way');
      return answer;
    };
    await a.repository.insert('band', 'songs', { title: 'Twice' });
    await world.run(4_000);
    expect(log.entries.find(({ type }) => type === 'error')).toMatchObject({ operation: 'push', status: 'offline' });
    expect(log.numbers).toMatchObject({ failures: 1, saved: 1, retried: 1, savedAtOnce: 0 });
  });

  it('counts the time offline and the pending work as the person saw it', async () => {
    const { world, mia, a, log } = await twoDevices();
    mia.connectivity.set('offline');
    await a.repository.insert('band', 'songs', { title: 'Waits' });
    await world.run(180_000);
    mia.connectivity.set('online');
    await world.run();
    expect(log.numbers.offlineMs).toBeGreaterThanOrEqual(175_000);
    expect(log.numbers.offlineMs).toBeLessThanOrEqual(185_000);
    expect(log.numbers.outboxMost).toBe(1);
    const events = log.entries
      .filter(({ type }) => type === 'lifecycle')
      .map(({ operation, status }) => [operation, status]);
    expect(events).toContainEqual(['connection', 'offline']);
    expect(events).toContainEqual(['online', 'ok']);
  });

  it('logs repeated pulls without news once', async () => {
    const world = new TestHarness();
    const log = new RecordingLog();
    await world.device('mia').open({ syncLog: log, realtime: false });
    await world.run();
    const before = log.entries.length;
    await world.run(120_000);
    expect(log.entries.length - before).toBeLessThanOrEqual(1);
  });

  it('ends with its engine', async () => {
    const { a, log } = await twoDevices();
    await a.stop();
    expect(log.closed).toBe(1);
  });
});

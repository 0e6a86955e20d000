import type { LogEntry } from '@rockon/sync';
import { describe, expect, it } from 'vitest';
import { attemptsOf } from './queue.ts';

const push = (at: number, rest: Partial<LogEntry>): LogEntry => ({
  ...{ at, type: 'push', operation: 'push', scope: null, table: null, record: null },
  ...{ durationMs: 5, status: 'ok', detail: null },
  ...rest,
});
const failed = (at: number, ids: readonly number[]) =>
  push(at, {
    ...{ type: 'error', status: 'transient', detail: '503' },
    body: { sent: { mutations: ids.map((id) => ({ id })) }, answered: 'The server is busy' },
  });

describe('the queue', () => {
  it('counts only the pushes that contained the mutation', () => {
    const log = [failed(10, [1, 2]), failed(20, [1]), push(30, { body: { sent: [{ id: 2 }], answered: null } })];
    expect(attemptsOf(1, 5, log)).toEqual({ count: 2, lastError: 'transient: 503: The server is busy' });
    expect(attemptsOf(2, 5, log).count).toBe(2);
    expect(attemptsOf(3, 5, log)).toEqual({ count: 0, lastError: null });
  });

  it('ignores pushes from before the mutation was written, and everything that is no push', () => {
    const pull = push(30, { operation: 'pull', body: { sent: [{ id: 1 }], answered: null } });
    expect(attemptsOf(1, 15, [failed(10, [1]), pull, push(40, {})])).toEqual({ count: 0, lastError: null });
  });
});

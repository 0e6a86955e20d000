import { setTimeout as pause } from 'node:timers/promises';
import { vi } from 'vitest';
import { PATIENCE_MS } from './patience.ts';

const POLL_MS = 20;

/**
 * Waits until `condition` holds, looking again every 20 ms.
 * @returns how long that took, in milliseconds
 * @throws when it does not hold within `limitMs`, naming what was waited for
 */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = PATIENCE_MS,
): Promise<number> {
  const started = performance.now();
  while (!(await condition())) {
    if (performance.now() - started > limitMs) throw new Error(`Waited ${limitMs} ms in vain for ${what}`);
    await pause(POLL_MS);
  }
  return performance.now() - started;
}

/** Waits until `check` throws no more, and fails with its last error. vitest's own `waitFor` gives up after a second. */
export const eventually = <T>(check: () => T | Promise<T>, interval = POLL_MS): Promise<T> =>
  vi.waitFor(check, { timeout: PATIENCE_MS, interval });

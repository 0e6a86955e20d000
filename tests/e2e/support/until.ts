import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 20;

/**
 * Waits until `condition` holds, looking again every 20 ms.
 * @throws when it does not hold within `timeoutMs`, naming what was waited for
 */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 10_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`);
    await pause(pollMs);
  }
}

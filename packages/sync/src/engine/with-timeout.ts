import type { Clock } from '../ports/environment.ts';

/** Waits for the work, but no longer than this. */
export function withTimeout(clock: Clock, ms: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, resolve);
    work.then(resolve, reject).finally(cancel);
  });
}

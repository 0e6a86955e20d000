import type { Clock } from '../ports/environment.ts';

const COMPACT_AFTER_MS = 10_000;
/** How long a commit that nobody told of may stay unseen. */
const VERIFY_MS = 15_000;

/**
 * What a tab does now and then: asks whether there is something that no message told, and compacts the database once.
 * @returns how to end it
 */
export function keepHouse(clock: Clock, verify: () => Promise<void>, compact: () => Promise<void>): () => void {
  let ended = false;
  let cancelVerify = () => {};
  const again = () => {
    if (!ended) cancelVerify = clock.after(VERIFY_MS, () => void verify().finally(again));
  };
  again();
  // What cannot be compacted now will be after the next start.
  const cancelCompact = clock.after(COMPACT_AFTER_MS, () => void compact().catch(() => undefined));
  return () => {
    ended = true;
    cancelVerify();
    cancelCompact();
  };
}

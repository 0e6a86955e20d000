import type { Clock } from '../ports/environment.ts';

const COMPACT_AFTER_MS = 10_000;
/** How long a commit that nobody told of may stay unseen. */
const VERIFY_MS = 15_000;
/** How often a tab that is looked at says so. */
export const WATCH_MS = 5_000;

/**
 * What a tab does now and then: asks whether there is something that no message told, says that it is looked at, and
 * compacts the database once.
 * @returns how to end it
 */
export function keepHouse(
  clock: Clock,
  chores: { readonly verify: () => Promise<void>; readonly compact: () => Promise<void>; readonly watch: () => void },
): () => void {
  const { verify, compact, watch } = chores;
  const ends = [
    every(clock, VERIFY_MS, verify),
    every(clock, WATCH_MS, async () => watch()),
    // What cannot be compacted now will be after the next start.
    clock.after(COMPACT_AFTER_MS, () => void compact().catch(() => undefined)),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function every(clock: Clock, ms: number, chore: () => Promise<void>): () => void {
  let ended = false;
  let cancel = () => {};
  const again = () => {
    if (!ended) cancel = clock.after(ms, () => void chore().finally(again));
  };
  again();
  return () => {
    ended = true;
    cancel();
  };
}

import type { Clock } from '../ports/environment.ts';

const TIDY_AFTER_MS = 10_000;
const TIDY_AGAIN_MS = 600_000;
/** How long a commit that nobody told of may stay unseen. */
const VERIFY_MS = 15_000;
/** How often a tab that is looked at says so. */
export const WATCH_MS = 5_000;

/** What a tab does now and then. What fails is tried again the next time. */
export interface MaintenanceTasks {
  /** Asks whether there is something that no message told. */
  readonly verify: () => Promise<void>;
  /** Rewrites the database smaller, makes room. */
  readonly tidy: () => Promise<void>;
  /** Says that the tab is looked at. */
  readonly watch: () => void;
}

/** @returns how to end it */
export function startMaintenance(clock: Clock, { verify, tidy, watch }: MaintenanceTasks): () => void {
  const ends = [
    every(clock, VERIFY_MS, verify),
    every(clock, WATCH_MS, async () => watch()),
    every(clock, TIDY_AGAIN_MS, tidy, TIDY_AFTER_MS),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function every(clock: Clock, ms: number, chore: () => Promise<void>, firstMs = ms): () => void {
  let ended = false;
  let cancel = () => {};
  const after = (wait: number) => {
    const done = () => !ended && after(ms);
    cancel = clock.after(wait, () => void chore().then(done, done));
  };
  after(firstMs);
  return () => {
    ended = true;
    cancel();
  };
}

import type { Clock } from '../ports/environment.ts';

const COMPACT_AFTER_MS = 10_000;
const COMPACT_EVERY_MS = 600_000;
/** How long the commit of a killed tab can stay unnoticed in the other tabs. */
const VERIFY_MS = 15_000;
/** How often a visible tab that does not lead says so to the leader. */
export const WATCH_MS = 5_000;

/** What a tab does at intervals. A task that fails runs again at its next turn. */
export interface MaintenanceTasks {
  /** Looks for a commit that no message announced. */
  readonly verify: () => Promise<void>;
  /** Compacts the database and frees space. */
  readonly compact: () => Promise<void>;
  /** Tells the leader that this tab is visible. */
  readonly watch: () => void;
}

/** @returns a function that ends the tasks */
export function startMaintenance(clock: Clock, { verify, compact, watch }: MaintenanceTasks): () => void {
  const ends = [
    every(clock, VERIFY_MS, verify),
    every(clock, WATCH_MS, async () => watch()),
    every(clock, COMPACT_EVERY_MS, compact, COMPACT_AFTER_MS),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function every(clock: Clock, ms: number, task: () => Promise<void>, firstMs = ms): () => void {
  let ended = false;
  let cancel = () => {};
  const after = (wait: number) => {
    const done = () => !ended && after(ms);
    cancel = clock.after(wait, () => void task().then(done, done));
  };
  after(firstMs);
  return () => {
    ended = true;
    cancel();
  };
}

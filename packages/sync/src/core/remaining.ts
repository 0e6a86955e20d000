/**
 * What is left of a pause that began at `since`. A clock that was set back must not stretch it by a day: a pause that
 * seems to begin in the future is over.
 *
 * @returns ms, never more than `duration`
 */
export function remainingMs(since: number, duration: number, now: number): number {
  return now < since ? 0 : Math.max(0, since + duration - now);
}

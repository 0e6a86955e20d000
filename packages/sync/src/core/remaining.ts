/**
 * What is left of a pause that began at `since`. If the clock was set back, the pause seems to begin in the future and
 * counts as over: otherwise it could last for hours.
 * @returns ms, never more than `duration`
 */
export function remainingMs(since: number, duration: number, now: number): number {
  return now < since ? 0 : Math.max(0, since + duration - now);
}

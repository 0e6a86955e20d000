import type { PartialFailure } from './scenario.ts';

const MINUTE_MS = 60_000;
/**
 * Most requests of one kind in any minute in which that kind fails. Backoff alone makes nine, signs that the server can
 * be reached up to twenty; the storm that this rule was written for made a thousand.
 */
const MOST = 30;
/** What each event that rightly ends a backoff may add. */
const PER_RESET = 12;

/** Counts the failing requests of one device by kind: the same request may not be repeated without backoff. */
export class RequestRate {
  readonly #failed = new Map<string, number[]>();
  #resets: number[] = [];

  /** Something happened that may end the backoff: a session, a connectivity event, another leader, a person's wish. */
  reset(now: number): void {
    this.#resets = [...this.#resets.filter((at) => at > now - MINUTE_MS), now];
  }

  /** @returns what is wrong when there were too many; null when all is well */
  failed(call: string, failure: PartialFailure, now: number): string | null {
    const recent = [...(this.#failed.get(call) ?? []).filter((at) => at > now - MINUTE_MS), now];
    this.#failed.set(call, recent);
    const resets = this.#resets.filter((at) => at > now - MINUTE_MS).length;
    if (recent.length <= MOST + PER_RESET * resets) return null;
    const what = typeof failure === 'string' ? failure : `${failure.call} ${failure.how}`;
    return `${recent.length} requests to ${call} within a minute while ${what} fails (${resets} reasons to start over)`;
  }
}

import type { PartialFailure } from './scenario.ts';

const MINUTE_MS = 60_000;
/**
 * Maximum number of requests of one kind per minute while that kind fails. Backoff alone makes nine, with hints that the
 * server is reachable up to twenty; the bug that this rule was written for made a thousand.
 */
const MOST = 30;
/** Additional requests for each event that may end a backoff. */
const PER_RESET = 12;

/** Counts the failing requests of one device by kind: no request may be repeated without backoff. */
export class RequestRate {
  readonly #failed = new Map<string, number[]>();
  #resets: number[] = [];

  /** An event that may end the backoff: a session, a connectivity event, another leader, a sync by the person. */
  reset(now: number): void {
    this.#resets = [...this.#resets.filter((at) => at > now - MINUTE_MS), now];
  }

  /** @returns a description when there were too many, else null */
  failed(call: string, failure: PartialFailure, now: number): string | null {
    const recent = [...(this.#failed.get(call) ?? []).filter((at) => at > now - MINUTE_MS), now];
    this.#failed.set(call, recent);
    const resets = this.#resets.filter((at) => at > now - MINUTE_MS).length;
    if (recent.length <= MOST + PER_RESET * resets) return null;
    const what = typeof failure === 'string' ? failure : `${failure.call} ${failure.how}`;
    return `${recent.length} requests to ${call} within a minute while ${what} fails (${resets} reasons to start over)`;
  }
}

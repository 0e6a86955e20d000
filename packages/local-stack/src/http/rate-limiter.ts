/** Allows `burst` calls at once, then one more every `everyMs`. */
export interface Rate {
  readonly burst: number;
  readonly everyMs: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * Token buckets by key. Full buckets are removed, so memory depends on the keys that are currently limited and not on all
 * addresses ever seen.
 */
export class RateLimiter {
  readonly #rate: Rate;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();
  #sweepAt = 0;

  constructor(rate: Rate, now: () => number = monotonic) {
    this.#rate = rate;
    this.#now = now;
  }

  /** Takes one token. Returns 0 when allowed, else the milliseconds until the next token. */
  take(key: string): number {
    const bucket = this.#bucket(key);
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) * this.#rate.everyMs));
    bucket.tokens -= 1;
    return 0;
  }

  /** The result of `take` without taking a token. */
  wait(key: string): number {
    const { tokens } = this.#bucket(key);
    return tokens < 1 ? Math.max(1, Math.ceil((1 - tokens) * this.#rate.everyMs)) : 0;
  }

  #bucket(key: string): Bucket {
    const now = this.#now();
    if (now >= this.#sweepAt) this.#sweep(now);
    const found = this.#buckets.get(key);
    if (found === undefined) {
      const fresh = { tokens: this.#rate.burst, at: now };
      this.#buckets.set(key, fresh);
      return fresh;
    }
    found.tokens = Math.min(this.#rate.burst, found.tokens + (now - found.at) / this.#rate.everyMs);
    found.at = now;
    return found;
  }

  #sweep(now: number): void {
    const fillMs = this.#rate.burst * this.#rate.everyMs;
    this.#sweepAt = now + Math.max(fillMs, 1_000);
    for (const [key, bucket] of this.#buckets) {
      if (now - bucket.at >= fillMs) this.#buckets.delete(key);
    }
  }
}

/** Monotonic, because changing the wall clock must not lift or extend a limit. */
function monotonic(): number {
  return performance.now();
}

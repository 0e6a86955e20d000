import type { Clock } from '../ports/environment.ts';

/** Time that moves only when the test advances it. Timers fire in order of time, then of creation. */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  #running = 0;
  #timers: { at: number; order: number; callback: () => void }[] = [];

  constructor(
    start = 1_700_000_000_000,
    /** Resolves when all pending work is done; time does not move before. */
    private readonly rest: () => Promise<void> = settled,
  ) {
    this.#now = start;
  }

  now = (): number => this.#now;

  after = (ms: number, callback: () => void): (() => void) => {
    const timer = { at: this.#now + Math.max(0, ms), order: this.#order++, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** Ms until the next timer; null when there is none. */
  next(): number | null {
    const at = Math.min(...this.#timers.map((timer) => timer.at));
    return Number.isFinite(at) ? Math.max(0, at - this.#now) : null;
  }

  /**
   * Advances time and fires what is due; promises run between timers. A callback may advance time too: this returns only
   * after that has returned.
   */
  async advance(ms: number): Promise<void> {
    const outermost = this.#running === 0;
    this.#running += 1;
    const end = this.#now + ms;
    await this.rest();
    do await this.#fireUntil(end);
    while (outermost && this.#running > 1);
    this.#now = Math.max(this.#now, end);
    await this.rest();
    this.#running -= 1;
  }

  async #fireUntil(end: number): Promise<void> {
    for (;;) {
      const due = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!due) return this.rest();
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#now = Math.max(this.#now, due.at);
      due.callback();
      await this.rest();
    }
  }
}

/** Runs every promise that is ready, and those that become ready thereby. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

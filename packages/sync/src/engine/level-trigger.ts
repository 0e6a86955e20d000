import type { Clock } from '../ports/environment.ts';

/**
 * A level-triggered alarm: a wake-up that comes while nobody waits is not lost, and many count as one. A loop that
 * waited only for edges would sleep on work that arrived while it was busy.
 */
export class LevelTrigger {
  #set = false;
  #release: (() => void) | null = null;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(): void {
    this.#set = true;
    this.#release?.();
  }

  /** Resolves on `set`, after `ms` at the latest, or when the signal aborts. */
  async wait(signal: AbortSignal, ms: number | null): Promise<void> {
    if (!this.#set && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const cancel = ms === null ? () => {} : this.#clock.after(ms, () => this.#release?.());
        const release = () => {
          cancel();
          signal.removeEventListener('abort', release);
          resolve();
        };
        this.#release = release;
        signal.addEventListener('abort', release);
      });
      this.#release = null;
    }
    this.#set = false;
  }
}

import type { Clock } from '../ports/environment.ts';

/**
 * A level-triggered wake-up: one that comes while nobody waits is remembered, and several count as one. An edge-triggered
 * loop would miss work that arrived while it was busy.
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

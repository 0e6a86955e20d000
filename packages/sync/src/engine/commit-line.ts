import type { Commit, LocalDelta, LocalHead } from '../core/local-state.ts';
import type { Clock } from '../ports/environment.ts';
import type { LocalRepository } from '../ports/local-repository.ts';
import type { Memory } from './memory.ts';
import type { Touched } from './touched.ts';

/** How long another tab's commit may be on its way before memory is read anew from the database. */
const GAP_MS = 300;

interface Waiting {
  readonly delta: LocalDelta;
  /** Whether the whole state has to be read because this tab lacks parts of the delta. */
  readonly reload: boolean;
  /** Runs in the same turn as the delta is applied, before anybody is told. */
  readonly applied: () => Touched | null;
}

/**
 * Applies commits to memory strictly by number, whichever tab made them. A number that stays missing (its tab was
 * killed between the transaction and the telling) is made up for by reading the database again.
 */
export class CommitLine {
  readonly #waiting = new Map<number, Waiting>();
  #cancelGap: (() => void) | null = null;
  #reloading: Promise<void> | null = null;

  constructor(
    private readonly memory: Memory,
    private readonly local: LocalRepository,
    private readonly clock: Clock,
    private readonly publish: (touched: readonly Touched[]) => void,
    private readonly onBroken: (cause: unknown) => void,
  ) {}

  /** Resolves once the commit is in memory. */
  take(commit: Commit, reload: boolean, applied: () => Touched | null = () => null): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        const touched = applied();
        resolve();
        return touched;
      };
      if (commit.number <= this.memory.meta.commit) {
        // A reload overtook it: its content is in memory already.
        this.#tell([done()]);
        return;
      }
      this.#waiting.set(commit.number, { delta: commit.delta, reload, applied: done });
      this.#drain();
    });
  }

  /**
   * Asks the database whether there is a commit that nobody told of. A tab that was killed just after its transaction
   * tells nobody, and without a later commit its work would wait unseen.
   */
  async verify(): Promise<void> {
    let newest = 0;
    const look = (head: LocalHead) => {
      newest = head.meta.commit;
      return null;
    };
    await this.local.commit({ decide: look }).catch(() => null);
    if (newest > this.memory.meta.commit && this.#waiting.size === 0) await this.reload();
  }

  /** Reads everything from the database again. */
  reload(): Promise<void> {
    this.#reloading ??= this.#load().finally(() => {
      this.#reloading = null;
      this.#drain();
    });
    return this.#reloading;
  }

  async #load(): Promise<void> {
    try {
      const state = await this.local.load();
      if (state.meta.commit < this.memory.meta.commit)
        throw new Error('the local database lost commits that were complete');
      const touched: (Touched | null)[] = [this.memory.replaceAll(state)];
      for (const number of [...this.#waiting.keys()].sort((a, b) => a - b)) {
        if (number > state.meta.commit) continue;
        touched.push(this.#waiting.get(number)?.applied() ?? null);
        this.#waiting.delete(number);
      }
      this.#tell(touched);
    } catch (cause) {
      this.onBroken(cause);
    }
  }

  #drain(): void {
    if (this.#reloading) return;
    const touched: (Touched | null)[] = [];
    let next = this.#waiting.get(this.memory.meta.commit + 1);
    while (next) {
      if (next.reload || !this.memory.canApply(next.delta)) {
        this.#tell(touched);
        void this.reload();
        return;
      }
      const number = this.memory.meta.commit + 1;
      this.#waiting.delete(number);
      touched.push(this.memory.apply(number, next.delta), next.applied());
      next = this.#waiting.get(number + 1);
    }
    this.#cancelGap?.();
    this.#cancelGap = this.#waiting.size > 0 ? this.clock.after(GAP_MS, () => void this.reload()) : null;
    this.#tell(touched);
  }

  #tell(touched: readonly (Touched | null)[]): void {
    const real = touched.filter((each) => each !== null);
    if (real.length > 0) this.publish(real);
  }

  close(): void {
    this.#cancelGap?.();
    this.#waiting.clear();
  }
}

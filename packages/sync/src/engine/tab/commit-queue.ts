import type { Commit, LocalDelta, LocalHead } from '../../core/local-state.ts';
import type { Clock } from '../../ports/environment.ts';
import type { EarlyLoad, LocalRepository, LocalState } from '../../ports/local-repository.ts';
import { SyncError } from '../../protocol/errors.ts';
import type { SyncMessages } from '../../protocol/messages.ts';
import type { ChangeSet } from './change-set.ts';
import type { Memory } from './memory.ts';

/** How long a missing commit of another tab may be on its way before this tab reads the database again. */
const GAP_MS = 300;

/** First pause before reading the database again after a failure; it doubles up to a hundred times this. */
const AGAIN_MS = 300;

interface Waiting {
  readonly delta: LocalDelta;
  /** Read the whole state: the delta is not complete. */
  readonly reload: boolean;
  /** Runs in the same turn as the delta is applied, before anything is published. */
  readonly applied: () => ChangeSet | null;
  /** The queue is closed: the commit will not be applied. */
  readonly dropped: () => void;
}

/**
 * Applies the commits of all tabs to memory, strictly by number. When a number stays missing, because its tab was killed
 * between the transaction and the message, it reads the database again.
 */
export class CommitQueue {
  readonly #waiting = new Map<number, Waiting>();
  #cancelGap: (() => void) | null = null;
  #reloading: Promise<void> | null = null;
  #failures = 0;
  #opened = () => {};
  #closed = false;

  constructor(
    private readonly memory: Memory,
    private readonly local: LocalRepository,
    private readonly clock: Clock,
    private readonly messages: SyncMessages,
    private readonly publish: (touched: readonly ChangeSet[]) => void,
    /** Called with the error when the database cannot be read, and with null when it can be read again. */
    private readonly onStorageError: (cause: SyncError | null) => void,
  ) {}

  /** Resolves once the commit is in memory. */
  take(commit: Commit, reload: boolean, applied: () => ChangeSet | null = () => null): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        const touched = applied();
        resolve();
        return touched;
      };
      if (commit.number <= this.memory.meta.commit) {
        // A reload has already brought its content into memory.
        this.#publish([done()]);
        return;
      }
      if (this.#closed) {
        resolve();
        return;
      }
      this.#waiting.set(commit.number, { delta: commit.delta, reload, applied: done, dropped: resolve });
      this.#drain();
    });
  }

  /**
   * Looks in the database for a commit that no message announced. A tab that is killed just after its transaction posts
   * nothing, and without a later commit the gap would not be noticed.
   */
  async verify(): Promise<void> {
    let newest = 0;
    const readNewest = (head: LocalHead) => {
      newest = head.meta.commit;
      return null;
    };
    await this.local.commit({ decide: readNewest }).catch(() => null);
    if (newest > this.memory.meta.commit && this.#waiting.size === 0) await this.reload();
  }

  /**
   * Reads everything for the first time; commits wait meanwhile. Resolves when all is in memory; calls `shown` as soon as
   * the first rows are.
   * @throws SyncError when the database cannot be read before that. After it, reading is retried.
   */
  async open(mustBeComplete: EarlyLoad['mustBeComplete'], shown: () => void): Promise<void> {
    let early = false;
    const reading = this.local.load({
      mustBeComplete,
      onPartial: (state) => {
        if (this.#closed) return;
        early = true;
        this.#publish([this.memory.replaceAll(state)]);
        shown();
      },
    });
    this.#reloading = reading.then(
      () => undefined,
      () => undefined,
    );
    try {
      this.#adopt(await reading);
      this.#reloading = null;
    } catch (cause) {
      this.#reloading = null;
      if (!early || this.#closed) throw cause;
      this.#failed(cause);
      await new Promise<void>((resolve) => {
        this.#opened = resolve;
      });
    }
    this.#drain();
  }

  /** Reads everything from the database again. */
  reload(): Promise<void> {
    this.#reloading ??= this.#load().then((loaded) => {
      this.#reloading = null;
      if (loaded) this.#drain();
    });
    return this.#reloading;
  }

  /** @returns whether memory now equals the database; if not, a retry is scheduled. */
  async #load(): Promise<boolean> {
    try {
      const state = await this.local.load();
      if (state.meta.commit < this.memory.meta.commit) throw new SyncError('defect', this.messages.storageCleared);
      this.#adopt(state);
      return true;
    } catch (cause) {
      if (!this.#closed) this.#failed(cause);
      return false;
    }
  }

  #adopt(state: LocalState): void {
    const touched: (ChangeSet | null)[] = [this.memory.replaceAll(state)];
    for (const number of [...this.#waiting.keys()].sort((a, b) => a - b)) {
      if (number > state.meta.commit) continue;
      touched.push(this.#waiting.get(number)?.applied() ?? null);
      this.#waiting.delete(number);
    }
    if (this.#failures > 0) this.onStorageError(null);
    this.#failures = 0;
    this.#publish(touched);
    this.#opened();
  }

  #failed(cause: unknown): void {
    this.#failures += 1;
    const error =
      cause instanceof SyncError
        ? cause
        : new SyncError('defect', this.messages.engineFailed(String(cause)), { cause });
    this.onStorageError(error);
    // With a pause: a database that is gone for good would otherwise keep the page busy forever.
    this.#reloadAfter(AGAIN_MS * Math.min(100, 2 ** this.#failures));
  }

  #reloadAfter(ms: number): void {
    this.#cancelGap?.();
    this.#cancelGap = this.clock.after(ms, () => void this.reload());
  }

  #drain(): void {
    if (this.#reloading || this.#failures > 0) return;
    const touched: (ChangeSet | null)[] = [];
    let next = this.#waiting.get(this.memory.meta.commit + 1);
    while (next) {
      if (next.reload || !this.memory.canApply(next.delta)) {
        this.#publish(touched);
        void this.reload();
        return;
      }
      const number = this.memory.meta.commit + 1;
      this.#waiting.delete(number);
      touched.push(this.memory.apply(number, next.delta), next.applied());
      next = this.#waiting.get(number + 1);
    }
    this.#cancelGap?.();
    this.#cancelGap = null;
    if (this.#waiting.size > 0) this.#reloadAfter(GAP_MS);
    this.#publish(touched);
  }

  #publish(touched: readonly (ChangeSet | null)[]): void {
    const real = touched.filter((each) => each !== null);
    if (real.length > 0) this.publish(real);
  }

  close(): void {
    this.#closed = true;
    this.#cancelGap?.();
    for (const waiting of this.#waiting.values()) waiting.dropped();
    this.#waiting.clear();
  }
}

import type { Commit, LocalDelta, LocalHead } from '../../core/local-state.ts';
import type { Clock } from '../../ports/environment.ts';
import type { EarlyLoad, LocalRepository, LocalState } from '../../ports/local-repository.ts';
import { SyncError } from '../../protocol/errors.ts';
import type { SyncMessages } from '../../protocol/messages.ts';
import type { ChangeSet } from './change-set.ts';
import type { Memory } from './memory.ts';

/** How long another tab's commit may be on its way before memory is read anew from the database. */
const GAP_MS = 300;

/** Pause before a database that could not be read is read again; grows to a hundredfold. */
const AGAIN_MS = 300;

interface Waiting {
  readonly delta: LocalDelta;
  /** Whether the whole state has to be read because this tab lacks parts of the delta. */
  readonly reload: boolean;
  /** Runs in the same turn as the delta is applied, before anybody is told. */
  readonly applied: () => ChangeSet | null;
  /** The line is closed: nobody will apply it any more. */
  readonly dropped: () => void;
}

/**
 * Applies commits to memory strictly by number, whichever tab made them. A number that stays missing (its tab was
 * killed between the transaction and the telling) is made up for by reading the database again.
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
    /** Told what is wrong when the database cannot be read, and null when it can be again. */
    private readonly onTrouble: (cause: SyncError | null) => void,
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
        // A reload overtook it: its content is in memory already.
        this.#tell([done()]);
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

  /**
   * Reads everything for the first time; commits wait meanwhile. Resolves when all is in memory. What can be shown before
   * that is shown, and `shown` is called.
   * @throws SyncError when the database cannot be read and nothing is shown yet; later it is read again, as ever.
   */
  async open(whole: EarlyLoad['mustBeComplete'], shown: () => void): Promise<void> {
    let early = false;
    const reading = this.local.load({
      mustBeComplete: whole,
      onPartial: (state) => {
        if (this.#closed) return;
        early = true;
        this.#tell([this.memory.replaceAll(state)]);
        shown();
      },
    });
    this.#reloading = reading.then(
      () => undefined,
      () => undefined,
    );
    try {
      this.#takeAll(await reading);
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

  /** @returns whether memory is as the database now; if not, it will be tried again. */
  async #load(): Promise<boolean> {
    try {
      const state = await this.local.load();
      if (state.meta.commit < this.memory.meta.commit) throw new SyncError('defect', this.messages.storageCleared);
      this.#takeAll(state);
      return true;
    } catch (cause) {
      if (!this.#closed) this.#failed(cause);
      return false;
    }
  }

  #takeAll(state: LocalState): void {
    const touched: (ChangeSet | null)[] = [this.memory.replaceAll(state)];
    for (const number of [...this.#waiting.keys()].sort((a, b) => a - b)) {
      if (number > state.meta.commit) continue;
      touched.push(this.#waiting.get(number)?.applied() ?? null);
      this.#waiting.delete(number);
    }
    if (this.#failures > 0) this.onTrouble(null);
    this.#failures = 0;
    this.#tell(touched);
    this.#opened();
  }

  #failed(cause: unknown): void {
    this.#failures += 1;
    const error =
      cause instanceof SyncError
        ? cause
        : new SyncError('defect', this.messages.engineFailed(String(cause)), { cause });
    this.onTrouble(error);
    // Never at once: a database that has gone for good would be asked without end, and the page would stand still.
    this.#again(AGAIN_MS * Math.min(100, 2 ** this.#failures));
  }

  #again(ms: number): void {
    this.#cancelGap?.();
    this.#cancelGap = this.clock.after(ms, () => void this.reload());
  }

  #drain(): void {
    if (this.#reloading || this.#failures > 0) return;
    const touched: (ChangeSet | null)[] = [];
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
    this.#cancelGap = null;
    if (this.#waiting.size > 0) this.#again(GAP_MS);
    this.#tell(touched);
  }

  #tell(touched: readonly (ChangeSet | null)[]): void {
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

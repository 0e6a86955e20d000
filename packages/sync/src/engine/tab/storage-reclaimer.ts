import { evictable, NEARLY_FULL, planEviction } from '../../core/eviction.ts';
import type { Commit, LocalHead } from '../../core/local-state.ts';
import type { CommitRequest } from '../../ports/local-repository.ts';
import { SyncError } from '../../protocol/errors.ts';
import type { EngineOptions } from '../options.ts';
import type { Memory } from './memory.ts';

/** Frees space on the device by removing the rows of scopes that nobody uses: the server still has them. */
export class StorageReclaimer {
  #edits = 0;

  constructor(
    private readonly options: EngineOptions,
    private readonly memory: Memory,
    private readonly commit: (request: CommitRequest) => Promise<Commit | null>,
    /** Reads everything from the database again. */
    private readonly reload: () => Promise<void>,
  ) {}

  /**
   * Runs the work, and runs it again each time it fails because the device is full and a scope could be evicted. A
   * person's edit is not run again once they made a later one: it would overwrite what they typed since.
   */
  async retryWhenFull<T>(work: () => Promise<T>, edit: boolean): Promise<T> {
    if (edit) this.#edits += 1;
    const turn = this.#edits;
    for (;;) {
      try {
        return await work();
      } catch (cause) {
        const full = cause instanceof SyncError && cause.kind === 'quota';
        if (!full || !(await this.#evictOne()) || (edit && turn !== this.#edits)) throw cause;
      }
    }
  }

  /** Compacts the database, and evicts a scope when the storage quota is nearly used up. */
  async compact(): Promise<void> {
    const { local } = this.options;
    await local.compact();
    const usage = await local.usage();
    if (usage && usage.used > usage.quota * NEARLY_FULL) await this.#evictOne();
  }

  /** @returns whether a scope was evicted */
  async #evictOne(): Promise<boolean> {
    const { memory, options } = this;
    const { userId, schema } = options;
    const unsent = new Set(Array.from(memory.outbox.values(), (entry) => entry.scope));
    for (const scope of evictable(memory.meta, memory.scopes, (each) => each === userId || unsent.has(each))) {
      const kept = (schema.keptTables ?? []).flatMap((table) =>
        [...memory.confirmedRows(scope, table)].map((row) => ({ table, row })),
      );
      try {
        const decide = (head: LocalHead) => planEviction(head, scope, kept);
        if (await this.commit({ reclaimsSpace: true, scope, decide })) return true;
      } catch (cause) {
        // The rows may be deleted without the rest of the commit: read the database, which no longer has the scope.
        await this.reload();
        throw cause;
      }
    }
    return false;
  }
}

import { evictable, NEARLY_FULL, planEviction } from '../../core/eviction.ts';
import type { Commit, LocalHead } from '../../core/local-state.ts';
import type { CommitRequest } from '../../ports/local-repository.ts';
import { SyncError } from '../../protocol/errors.ts';
import type { SyncEngineOptions } from '../options.ts';
import type { Memory } from './memory.ts';

interface RoomHost {
  readonly options: SyncEngineOptions;
  readonly memory: Memory;
  /** One commit, told to the other tabs. */
  commit(request: CommitRequest): Promise<Commit | null>;
  /** Reads everything from the database again. */
  reload(): Promise<void>;
}

/** Room on the device: what the server holds as well goes before anything fails. */
export class StorageReclaimer {
  #edits = 0;

  constructor(private readonly host: RoomHost) {}

  /**
   * Does the work, and does it again as often as something could make room for it. A person's edit only as long as it is
   * their last one: done after a later one, it would take the place of what was typed after it.
   */
  async within<T>(work: () => Promise<T>, edit: boolean): Promise<T> {
    if (edit) this.#edits += 1;
    const turn = this.#edits;
    for (;;) {
      try {
        return await work();
      } catch (cause) {
        const full = cause instanceof SyncError && cause.kind === 'quota';
        if (!full || !(await this.#make()) || (edit && turn !== this.#edits)) throw cause;
      }
    }
  }

  /** Rewrites the database smaller, and makes room for what will come, should it be needed. */
  async tidy(): Promise<void> {
    const { local } = this.host.options;
    await local.compact();
    const usage = await local.usage();
    if (usage && usage.used > usage.quota * NEARLY_FULL) await this.#make();
  }

  /** @returns whether a scope went */
  async #make(): Promise<boolean> {
    const { memory, options, commit, reload } = this.host;
    const { userId, schema } = options;
    const working = new Set(Array.from(memory.outbox.values(), (entry) => entry.scope));
    for (const scope of evictable(memory.meta, memory.scopes, (each) => each === userId || working.has(each))) {
      const kept = (schema.keptTables ?? []).flatMap((table) =>
        [...memory.confirmedRows(scope, table)].map((row) => ({ table, row })),
      );
      try {
        const decide = (head: LocalHead) => planEviction(head, scope, kept);
        if (await commit({ reclaimsSpace: true, scope, decide })) return true;
      } catch (cause) {
        // Half of it may be done: memory then follows the database, which does not know the scope any more.
        await reload();
        throw cause;
      }
    }
    return false;
  }
}

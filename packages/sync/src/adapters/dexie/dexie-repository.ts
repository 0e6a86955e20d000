import type { Commit } from '../../core/local-state.ts';
import type { CommitRequest, EarlyLoad, LocalRepository, LocalState } from '../../ports/local-repository.ts';
import { commit } from './commit.ts';
import { compact } from './compact.ts';
import { Connection, type ConnectionTrouble } from './connection.ts';
import { toSyncError } from './errors.ts';
import { hydrate } from './hydrate.ts';
import type { StorageMessages } from './messages.ts';
import type { SchemaVersion } from './schema.ts';

export interface DexieRepositoryOptions {
  /** The database's name: one per user, unique among the apps of the origin. */
  readonly name: string;
  /** Texts that a person may read; American English by default. */
  readonly messages?: StorageMessages;
  /** Called when this tab can no longer use the database, or has to wait for it; see ConnectionTrouble. */
  readonly onTrouble?: (trouble: ConnectionTrouble) => void;
  /** The schema versions. Only tests of an upgrade pass others. */
  readonly versions?: readonly SchemaVersion[];
}

export function createDexieRepository(options: DexieRepositoryOptions): LocalRepository {
  return new DexieRepository(new Connection(options));
}

class DexieRepository implements LocalRepository {
  readonly #connection: Connection;
  /** The newest commit that this tab saw. A database with fewer commits was cleared by the browser. */
  #seen = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async load(early?: EarlyLoad): Promise<LocalState> {
    const state = await this.#translate(hydrate(this.#connection, this.#seen, early));
    this.#see(state.meta.commit);
    return state;
  }

  async commit(request: CommitRequest): Promise<Commit | null> {
    const done = await this.#translate(commit(this.#connection, request, this.#seen));
    if (done) this.#see(done.number);
    return done;
  }

  compact(): Promise<void> {
    return this.#translate(compact(this.#connection));
  }

  async usage(): Promise<{ used: number; quota: number; persisted: boolean } | null> {
    const storage = globalThis.navigator?.storage;
    if (!storage?.estimate) return null;
    const [{ usage, quota }, persisted] = await Promise.all([storage.estimate(), storage.persisted?.() ?? false]);
    return usage === undefined || quota === undefined ? null : { used: usage, quota, persisted };
  }

  async close(): Promise<void> {
    this.#connection.close();
  }

  destroy(): Promise<void> {
    return this.#translate(this.#connection.destroy());
  }

  async #translate<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw toSyncError(this.#connection.messages, error);
    }
  }

  #see(commitNumber: number): void {
    this.#seen = Math.max(this.#seen, commitNumber);
  }
}

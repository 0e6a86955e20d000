import type { Commit } from '../../core/local-state.ts';
import type { CommitRequest, EarlyLoad, LocalRepository, LocalState } from '../../ports/local-repository.ts';
import { commit } from './commit.ts';
import { compact } from './compact.ts';
import { Connection, type ConnectionTrouble } from './connection.ts';
import { toSyncError } from './errors.ts';
import { hydrate } from './hydrate.ts';
import type { SchemaVersion } from './schema.ts';

export interface DexieRepositoryOptions {
  readonly userId: string;
  /** The database's name; `rockon-<userId>` unless told. */
  readonly name?: string;
  /** Told when this tab had to give way or is kept waiting; see ConnectionTrouble. */
  readonly onTrouble?: (trouble: ConnectionTrouble) => void;
  /** The history of the schema; only tests of the upgrade tell another. */
  readonly versions?: readonly SchemaVersion[];
}

export function createDexieRepository(options: DexieRepositoryOptions): LocalRepository {
  return new DexieRepository(
    new Connection({
      name: options.name ?? `rockon-${options.userId}`,
      onTrouble: options.onTrouble,
      versions: options.versions,
    }),
  );
}

class DexieRepository implements LocalRepository {
  readonly #connection: Connection;
  /** The newest commit seen here: a database that knows less is not the one that was opened. */
  #seen = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async load(early?: EarlyLoad): Promise<LocalState> {
    const state = await translate(hydrate(this.#connection, this.#seen, early));
    this.#see(state.meta.commit);
    return state;
  }

  async commit(request: CommitRequest): Promise<Commit | null> {
    const done = await translate(commit(this.#connection, request, this.#seen));
    if (done) this.#see(done.number);
    return done;
  }

  compact(): Promise<void> {
    return translate(compact(this.#connection));
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
    return translate(this.#connection.destroy());
  }

  #see(commitNumber: number): void {
    this.#seen = Math.max(this.#seen, commitNumber);
  }
}

async function translate<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toSyncError(error);
  }
}

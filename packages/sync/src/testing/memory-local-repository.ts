import type { Commit, LocalDelta, LocalHead, LocalMeta, ScopeMeta, SetAside } from '../core/local-state.ts';
import type { OutboxEntry } from '../core/outbox-entry.ts';
import type { CommitRequest, EarlyLoad, LocalRepository, LocalState } from '../ports/local-repository.ts';
import { SyncError } from '../protocol/errors.ts';
import type { Row } from '../protocol/row.ts';

interface StoredRow {
  readonly scope: string;
  readonly table: string;
  readonly seq: number;
  readonly row: Row;
}
interface StoredSegment {
  readonly scope: string;
  readonly table: string;
  readonly generation: number;
  readonly rows: readonly Row[];
}

/**
 * The data that a device keeps when its tabs are closed. Several MemoryLocalRepository share one, as tabs share a
 * database.
 */
export class MemoryDisk {
  meta: LocalMeta;
  scopes = new Map<string, ScopeMeta>();
  outbox = new Map<number, OutboxEntry>();
  rows = new Map<string, StoredRow>();
  segments: StoredSegment[] = [];
  setAside: SetAside[] = [];
  /** The browser's storage estimate; null: the browser does not give one. */
  usage: Awaited<ReturnType<LocalRepository['usage']>> = null;
  /** How often it was destroyed: tabs that were open then have lost their database. */
  lives = 0;
  /** The latest transaction; the next one runs after it. */
  tail: Promise<unknown> = Promise.resolve();

  constructor(clientId: string) {
    this.meta = { commit: 0, clientId, nextMutation: 1, sentUpTo: 0, term: 0, lastSyncAt: null };
  }
}

/** What goes wrong with a transaction: nothing, an abort before it completes, or a full disk. */
export type StorageFault = 'none' | 'abort' | 'quota';

export class MemoryLocalRepository implements LocalRepository {
  /** Called before each transaction. */
  fault: () => StorageFault = () => 'none';
  #closed = false;
  readonly #life: number;

  constructor(
    private readonly disk: MemoryDisk,
    /** Delays a transaction; the simulator's scheduler decides. */
    private readonly latency: () => Promise<void> = () => Promise.resolve(),
  ) {
    this.#life = disk.lives;
  }

  async load(early?: EarlyLoad): Promise<LocalState> {
    return this.#transaction(() => {
      const { meta, scopes, outbox, setAside } = this.disk;
      const state = structuredClone({
        meta,
        scopes: Object.fromEntries(scopes),
        outbox: [...outbox.values()].sort((a, b) => a.id - b.id),
        rows: this.#confirmedRows(),
        setAside,
      });
      if (early) loadFirstRows(state, early);
      return state;
    });
  }

  async commit(request: CommitRequest): Promise<Commit | null> {
    return this.#transaction(() => {
      const fault = this.fault();
      const delta = request.decide(structuredClone(this.#head(request)));
      if (!delta) return null;
      if (fault === 'abort') throw new SyncError('storage', 'The device could not save this.');
      if (fault === 'quota') throw new SyncError('quota', 'This device has no room left.');
      this.#write(structuredClone(delta));
      return { number: this.disk.meta.commit, delta };
    });
  }

  async compact(): Promise<void> {
    await this.#transaction(() => {
      const merged = this.#confirmedRows();
      for (const [scope, { cursor, generation }] of this.disk.scopes) {
        const others = this.disk.segments.filter((segment) => segment.scope !== scope);
        const own = this.disk.segments.filter((segment) => segment.scope === scope);
        // While a snapshot is read, each single row's seq still matters.
        if (!cursor || own.some((segment) => segment.generation !== generation)) continue;
        const whole = merged.filter((each) => each.scope === scope).map((each) => ({ ...each, generation }));
        this.disk.segments = [...others, ...whole];
        for (const [key, stored] of this.disk.rows) if (stored.scope === scope) this.disk.rows.delete(key);
      }
    });
  }

  usage(): ReturnType<LocalRepository['usage']> {
    return Promise.resolve(this.disk.usage);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  async destroy(): Promise<void> {
    const { lives, tail, meta } = this.disk;
    // A new client id, which is the same in every run of a seed.
    Object.assign(this.disk, { ...new MemoryDisk(successor(meta.clientId)), lives: lives + 1, tail });
  }

  #transaction<T>(body: () => T): Promise<T> {
    const run = this.disk.tail.then(async () => {
      await this.latency();
      if (this.#closed) throw new SyncError('defect', 'The local database is closed.');
      if (this.#life !== this.disk.lives) throw new SyncError('defect', 'The local database was removed.');
      try {
        return body();
      } catch (cause) {
        throw cause instanceof SyncError
          ? cause
          : new SyncError('defect', 'The local database could not be used.', { cause });
      }
    });
    this.disk.tail = run.catch(() => undefined);
    return run;
  }

  #head(request: CommitRequest): LocalHead {
    const { meta, scopes, outbox } = this.disk;
    const { records, ids, scope } = request;
    const asked = (entry: OutboxEntry) =>
      records?.some(({ scope, table, id }) => entry.scope === scope && entry.table === table && entry.record === id) ||
      ids?.includes(entry.id) ||
      (scope !== undefined && entry.scope === scope);
    const entries = [...outbox.values()].filter(asked).sort((a, b) => a.id - b.id);
    return { meta, scopes: Object.fromEntries(scopes), entries };
  }

  #write(delta: LocalDelta): void {
    const { disk } = this;
    disk.meta = { ...disk.meta, ...delta.meta, commit: disk.meta.commit + 1 };
    for (const id of delta.outboxDelete ?? []) disk.outbox.delete(id);
    for (const entry of delta.outboxPut ?? []) disk.outbox.set(entry.id, entry);
    if (delta.segment) disk.segments.push(delta.segment);
    for (const [scope, meta] of Object.entries(delta.scopes ?? {})) this.#moveScope(scope, meta);
    for (const stored of delta.rows ?? []) disk.rows.set(`${stored.scope}/${stored.table}/${stored.row.id}`, stored);
    if (delta.setAside) disk.setAside.push(delta.setAside);
  }

  #moveScope(scope: string, meta: ScopeMeta | null): void {
    const { disk } = this;
    if (!meta) {
      disk.scopes.delete(scope);
      disk.segments = disk.segments.filter((segment) => segment.scope !== scope);
      for (const [key, stored] of disk.rows) if (stored.scope === scope) disk.rows.delete(key);
      return;
    }
    const old = disk.scopes.get(scope);
    disk.scopes.set(scope, meta);
    if (meta.generation === (old?.generation ?? 0)) return;
    disk.segments = disk.segments.filter(
      (segment) => segment.scope !== scope || segment.generation === meta.generation,
    );
    const sameLog = !old?.cursor || old.cursor.epoch === meta.cursor?.epoch;
    for (const [key, stored] of disk.rows)
      if (stored.scope === scope && (!sameLog || stored.seq <= (meta.cursor?.seq ?? 0))) disk.rows.delete(key);
  }

  #confirmedRows(): LocalState['rows'] {
    const { segments, rows, scopes } = this.disk;
    const tables = new Map<string, { scope: string; table: string; rows: Map<string, Row> }>();
    const tableOf = (scope: string, table: string) => {
      const key = `${scope}/${table}`;
      const found = tables.get(key) ?? { scope, table, rows: new Map<string, Row>() };
      tables.set(key, found);
      return found.rows;
    };
    for (const { scope, table, generation, rows: page } of segments) {
      if (generation !== (scopes.get(scope)?.generation ?? 0)) continue;
      for (const row of page) tableOf(scope, table).set(row.id, row);
    }
    for (const { scope, table, row } of rows.values()) {
      const known = tableOf(scope, table).get(row.id);
      if (!known || known.version < row.version) tableOf(scope, table).set(row.id, row);
    }
    return [...tables.values()].map(({ scope, table, rows: map }) => ({ scope, table, rows: [...map.values()] }));
  }
}

/** Rows from which a table is loaded in parts. */
const LARGE = 500;

/** Calls `onPartial` with the first rows of every table that may be incomplete. */
function loadFirstRows(state: LocalState, { mustBeComplete, onPartial }: EarlyLoad): void {
  const partial = state.rows.filter(({ scope, table, rows }) => rows.length > LARGE && !mustBeComplete(scope, table));
  if (partial.length === 0) return;
  const rows = state.rows.map((each) => (partial.includes(each) ? { ...each, rows: each.rows.slice(0, LARGE) } : each));
  onPartial({ ...state, rows, partial: partial.map(({ scope, table }) => ({ scope, table })) });
}

/** Another id of the same form. */
function successor(clientId: string): string {
  const last = Number.parseInt(clientId.slice(-1), 16);
  return clientId.slice(0, -1) + (Number.isNaN(last) ? '0' : ((last + 1) % 16).toString(16));
}

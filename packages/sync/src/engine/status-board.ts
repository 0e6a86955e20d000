import type { ExchangeFacts } from '../core/connection.ts';
import type { RecordKey } from '../core/outbox-entry.ts';
import { deriveStatus, type SyncStatus, sameStatus } from '../core/status.ts';
import { ListenerMap } from './live.ts';
import { keyOf, type Memory } from './memory.ts';
import type { SyncEngineOptions } from './options.ts';
import type { Live } from './public-types.ts';
import type { Touched } from './touched.ts';

/** The synced table in which the server keeps what it could not merge. */
export const CONFLICTS_TABLE = 'conflicts';

/** Answers what is saved where, record by record. Nothing is stored: each answer is derived from memory and facts. */
export class StatusBoard {
  readonly #listeners = new ListenerMap();
  /** Open conflicts as the person sees them: `scope/table/id` -> conflict ids. */
  readonly #conflicts = new Map<string, Set<string>>();
  readonly #recordOfConflict = new Map<string, string>();
  #inFlight: ReadonlySet<number> = new Set();

  constructor(
    private readonly options: SyncEngineOptions,
    private readonly memory: Memory,
  ) {
    this.#countAllConflicts();
  }

  get openConflicts(): number {
    return this.#recordOfConflict.size;
  }

  status(key: RecordKey): Live<SyncStatus> {
    let last: SyncStatus | null = null;
    return {
      get: () => {
        const now = this.read(key);
        if (!last || !sameStatus(last, now)) last = now;
        return last;
      },
      subscribe: (listener) => this.#listeners.add(keyOf(key.scope, key.table, key.id), listener),
    };
  }

  read({ scope, table, id }: RecordKey): SyncStatus {
    const { memory, options } = this;
    const confirmed = memory.confirmed(scope, table, id);
    const foreign = confirmed && confirmed.updatedClient !== memory.meta.clientId;
    const rows = (rowsScope: string, rowsTable: string) => memory.viewRows(rowsScope, rowsTable);
    const view = (viewScope: string, viewTable: string, viewId: string) => memory.view(viewScope, viewTable, viewId);
    return deriveStatus({
      openConflicts: this.#conflicts.get(keyOf(scope, table, id))?.size ?? 0,
      entries: memory.entries(scope, table, id),
      undurable: memory.undurable(scope, table, id),
      inFlight: (mutation) => this.#inFlight.has(mutation),
      confirmed,
      unread: Boolean(foreign && options.schema.unread?.(confirmed, scope, view, options.userId, rows)),
    });
  }

  setFacts(facts: ExchangeFacts): void {
    const old = this.#inFlight;
    if (old.size === 0 && facts.inFlight.length === 0) return;
    this.#inFlight = new Set(facts.inFlight);
    const moved = new Set([...old, ...facts.inFlight]);
    for (const id of moved) {
      const entry = this.memory.outbox.get(id);
      if (entry) this.#listeners.notify(keyOf(entry.scope, entry.table, entry.record));
    }
  }

  update(touched: Touched): void {
    if (touched.all || [...touched.tables()].some(({ table }) => table === CONFLICTS_TABLE)) this.#countAllConflicts();
    let whole = touched.all || touched.scopes;
    for (const { scope, table, id } of touched.records()) {
      if (table === CONFLICTS_TABLE) this.#countConflict(scope, id);
      // What the person has read changes the status of other records.
      if (scope === this.options.userId) whole = true;
    }
    for (const _ of touched.tables()) whole = true;
    if (whole) {
      this.#listeners.notifyAll();
      return;
    }
    for (const { scope, table, id } of touched.records()) this.#listeners.notify(keyOf(scope, table, id));
  }

  #countAllConflicts(): void {
    this.#conflicts.clear();
    this.#recordOfConflict.clear();
    for (const scope of Object.keys(this.memory.scopes))
      for (const row of this.memory.viewRows(scope, CONFLICTS_TABLE)) this.#countConflict(scope, row.id);
  }

  #countConflict(scope: string, id: string): void {
    const before = this.#recordOfConflict.get(id);
    if (before) {
      const ids = this.#conflicts.get(before);
      ids?.delete(id);
      if (ids?.size === 0) this.#conflicts.delete(before);
      this.#recordOfConflict.delete(id);
      this.#listeners.notify(before);
    }
    const row = this.memory.view(scope, CONFLICTS_TABLE, id);
    if (!row || row.deletedAt || row.open !== true) return;
    const record = keyOf(scope, String(row.recordTable), String(row.recordId));
    this.#recordOfConflict.set(id, record);
    const ids = this.#conflicts.get(record) ?? new Set();
    this.#conflicts.set(record, ids.add(id));
    this.#listeners.notify(record);
  }
}

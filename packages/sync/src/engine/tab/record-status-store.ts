import type { ConnectionFacts } from '../../core/connection.ts';
import { sameJson } from '../../core/equal.ts';
import { keyOf, recordOf, tableKeyOf } from '../../core/keys.ts';
import type { RecordKey } from '../../core/outbox-entry.ts';
import { deriveStatus, type SyncStatus } from '../../core/status.ts';
import { CONFLICTS_TABLE } from '../../core/text-conflicts.ts';
import type { Row } from '../../protocol/row.ts';
import type { EngineOptions } from '../options.ts';
import type { Live } from '../public-types.ts';
import type { ChangeSet } from './change-set.ts';
import { ListenerMap } from './live.ts';
import type { Memory } from './memory.ts';
import { UnreadSet } from './unread-set.ts';

/** The sync status of each record, derived from memory and facts on every read. */
export class RecordStatusStore {
  readonly #listeners = new ListenerMap();
  /** Open conflicts in the view: record key -> conflict ids. */
  readonly #conflicts = new Map<string, Set<string>>();
  readonly #recordOfConflict = new Map<string, string>();
  readonly #unread = new Map<string, UnreadSet>();
  #inFlight: ReadonlySet<number> = new Set();
  #awaitingConflict: ReadonlySet<string> = new Set();

  constructor(
    private readonly options: EngineOptions,
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
        if (!last || !sameJson(last, now)) last = now;
        return last;
      },
      subscribe: (listener) => this.#listeners.add(keyOf(key.scope, key.table, key.id), listener),
    };
  }

  read({ scope, table, id }: RecordKey): SyncStatus {
    const { memory } = this;
    const confirmed = memory.confirmed(scope, table, id);
    return deriveStatus({
      openConflicts: this.#conflicts.get(keyOf(scope, table, id))?.size ?? 0,
      entries: memory.entries(scope, table, id),
      notYetDurable: memory.notYetDurable(scope, table, id),
      inFlight: (mutation) => this.#inFlight.has(mutation),
      awaitingConflict: this.#awaitingConflict.has(keyOf(scope, table, id)),
      confirmed,
      unread: confirmed !== undefined && this.#isUnread(scope, confirmed),
    });
  }

  /** The ids of a table's records that another device changed since the person last read them. */
  unread(scope: string, table: string): Live<ReadonlySet<string>> {
    const key = tableKeyOf(scope, table);
    const known = this.#unread.get(key);
    if (known) return known;
    const { memory } = this;
    const made = new UnreadSet(
      () => Array.from(memory.viewRows(scope, table), (row) => row.id),
      (id) => {
        const confirmed = memory.confirmed(scope, table, id);
        return confirmed !== undefined && !memory.view(scope, table, id)?.deletedAt && this.#isUnread(scope, confirmed);
      },
    );
    this.#unread.set(key, made);
    return made;
  }

  #isUnread(scope: string, row: Row): boolean {
    const { memory, options } = this;
    if (!options.schema.unread || row.updatedClient === memory.meta.clientId) return false;
    return options.schema.unread(row, {
      scope,
      userId: options.userId,
      since: memory.scopes[scope]?.since ?? null,
      read: (...place) => memory.view(...place),
      rows: (...place) => memory.viewRows(...place),
    });
  }

  setFacts(facts: ConnectionFacts): void {
    const affected = [...this.#awaitingConflict, ...facts.awaitingConflict];
    this.#awaitingConflict = new Set(facts.awaitingConflict);
    for (const key of affected) this.#listeners.notify(key);
    const old = this.#inFlight;
    if (old.size === 0 && facts.inFlight.length === 0) return;
    this.#inFlight = new Set(facts.inFlight);
    const moved = new Set([...old, ...facts.inFlight]);
    for (const id of moved) {
      const entry = this.memory.outbox.get(id);
      if (entry) this.#listeners.notify(recordOf(entry));
    }
  }

  update(touched: ChangeSet): void {
    if (touched.all || [...touched.tables()].some(({ table }) => table === CONFLICTS_TABLE)) this.#countAllConflicts();
    let whole = touched.all || touched.scopes;
    const changed = touched.idsByTable();
    for (const { scope, table, id } of touched.records()) {
      if (table === CONFLICTS_TABLE) this.#countConflict(scope, id);
      // A read mark changes the status of the record that it is about.
      if (scope === this.options.userId) whole = true;
    }
    for (const _ of touched.tables()) whole = true;
    for (const [key, unread] of this.#unread) {
      if (whole) unread.invalidate();
      else unread.update(changed.get(key) ?? []);
    }
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

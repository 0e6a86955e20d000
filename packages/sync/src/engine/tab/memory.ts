import { sameJson } from '../../core/equal.ts';
import { keyOf, recordOf, tableKeyOf } from '../../core/keys.ts';
import type { LocalDelta, LocalMeta, ScopeMeta, SetAside } from '../../core/local-state.ts';
import type { OutboxEntry, RecordKey } from '../../core/outbox-entry.ts';
import { type Edit, replay } from '../../core/replay.ts';
import type { SyncSchema, TableSchema } from '../../core/schema.ts';
import type { LocalState } from '../../ports/local-repository.ts';
import type { Row } from '../../protocol/row.ts';
import { ChangeSet } from './change-set.ts';

/** A write that is in the view although its transaction has not completed. */
export interface Provisional extends Edit, RecordKey {}

const NO_ROWS: ReadonlyMap<string, Row> = new Map();
const NO_TABLE: TableSchema = { fields: [] };

/**
 * All data of the device in plain maps, which answer every read. It applies the commits in order, so the memory of every
 * tab is the same, except for provisional writes.
 */
export class Memory {
  #meta: LocalMeta = { commit: 0, clientId: '', nextMutation: 1, sentUpTo: 0, term: 0, lastSyncAt: null };
  #scopes: Record<string, ScopeMeta> = {};
  #confirmed = new Map<string, Map<string, Row>>();
  #outbox = new Map<number, OutboxEntry>();
  #setAside: readonly SetAside[] = [];
  #refused = 0;
  /** The commit at which the database was last read. A snapshot's generation is the commit at which it began. */
  #loadedAt = 0;
  /** Record key -> number of its unanswered mutations. */
  readonly #waiting = new Map<string, number>();
  readonly #edits = new Map<string, OutboxEntry[]>();
  readonly #provisional = new Map<string, Provisional[]>();
  /** Rows of the view that differ from the confirmed ones, by table key and id; undefined: not in the view. */
  readonly #overlay = new Map<string, Map<string, Row | undefined>>();
  /** Rows that arrived one by one since the scope's snapshot, with their seq. */
  readonly #singles = new Map<string, Map<string, { table: string; id: string; seq: number }>>();
  readonly #staged = new Map<string, { generation: number; pages: { table: string; rows: readonly Row[] }[] }>();
  /** Tables of which only some rows are loaded from the database. */
  #partial: ReadonlySet<string> = new Set();
  readonly #schema: SyncSchema;

  constructor(schema: SyncSchema) {
    this.#schema = schema;
  }

  get meta(): LocalMeta {
    return this.#meta;
  }
  get scopes(): Readonly<Record<string, ScopeMeta>> {
    return this.#scopes;
  }
  get outbox(): ReadonlyMap<number, OutboxEntry> {
    return this.#outbox;
  }
  get setAside(): readonly SetAside[] {
    return this.#setAside;
  }

  /** Number of rejected mutations. Counted as they change: a write must not cost more because many wait. */
  get refused(): number {
    return this.#refused;
  }
  /** Number of records with unanswered mutations; rejected ones and excluded tables left out. */
  get waitingRecords(): number {
    return this.#waiting.size;
  }

  /** Whether all rows of the table are on the device: only then an empty result means that there are none. */
  complete(scope: string, table: string): boolean {
    return Boolean(this.#scopes[scope]?.cursor) && !this.#partial.has(tableKeyOf(scope, table));
  }

  confirmed(scope: string, table: string, id: string): Row | undefined {
    return this.#confirmed.get(tableKeyOf(scope, table))?.get(id);
  }

  /** The confirmed live rows of a table. */
  *confirmedRows(scope: string, table: string): Generator<Row> {
    for (const row of (this.#confirmed.get(tableKeyOf(scope, table)) ?? NO_ROWS).values())
      if (!row.deletedAt) yield row;
  }

  /** Whether memory has a row from after `seq`: the answer to a push arrived before its place in the log was pulled. */
  isAhead(scope: string, seq: number): boolean {
    for (const single of this.#singles.get(scope)?.values() ?? []) if (single.seq > seq) return true;
    return false;
  }

  entries(scope: string, table: string, id: string): readonly OutboxEntry[] {
    return this.#edits.get(keyOf(scope, table, id)) ?? [];
  }

  notYetDurable(scope: string, table: string, id: string): boolean {
    return this.#provisional.has(keyOf(scope, table, id));
  }

  /** The record in the view; a tombstone for a deleted one. */
  view(scope: string, table: string, id: string): Row | undefined {
    const overlay = this.#overlay.get(tableKeyOf(scope, table));
    return overlay?.has(id) ? overlay.get(id) : this.confirmed(scope, table, id);
  }

  /** The live rows of a table in the view. */
  *viewRows(scope: string, table: string): Generator<Row> {
    const overlay = this.#overlay.get(tableKeyOf(scope, table));
    for (const row of this.confirmedRows(scope, table)) if (!overlay?.has(row.id)) yield row;
    if (overlay) for (const row of overlay.values()) if (row && !row.deletedAt) yield row;
  }

  addProvisional(write: Provisional): ChangeSet {
    const key = recordOf(write);
    this.#provisional.set(key, [...(this.#provisional.get(key) ?? []), write]);
    return this.#refresh(new ChangeSet().record(write.scope, write.table, write.id));
  }

  removeProvisional(write: Provisional): ChangeSet {
    const key = recordOf(write);
    const rest = (this.#provisional.get(key) ?? []).filter((other) => other !== write);
    if (rest.length > 0) this.#provisional.set(key, rest);
    else this.#provisional.delete(key);
    return this.#refresh(new ChangeSet().record(write.scope, write.table, write.id));
  }

  /** Whether this tab can apply the delta. Pages of a snapshot are not sent between tabs, so it may lack some. */
  canApply(delta: LocalDelta): boolean {
    return Object.entries(delta.scopes ?? {}).every(
      ([scope, meta]) =>
        !meta ||
        meta.generation === (this.#scopes[scope]?.generation ?? 0) ||
        // Pages from before the database was last read are not staged here, so the staged ones are not the whole snapshot.
        (this.#staged.get(scope)?.generation === meta.generation && meta.generation > this.#loadedAt),
    );
  }

  apply(number: number, delta: LocalDelta): ChangeSet {
    const changes = new ChangeSet();
    this.#meta = { ...this.#meta, ...delta.meta, commit: number };
    for (const id of delta.outboxDelete ?? []) this.#removeEntry(id, changes);
    for (const entry of delta.outboxPut ?? []) this.#putEntry(entry, changes);
    if (delta.segment) this.#stage(delta.segment, changes);
    for (const [scope, meta] of Object.entries(delta.scopes ?? {})) this.#moveScope(scope, meta, changes);
    for (const { scope, table, seq, row } of delta.rows ?? []) {
      this.#table(scope, table).set(row.id, row);
      this.#single(scope, table, row.id, seq);
      changes.record(scope, table, row.id);
    }
    if (delta.setAside) this.#setAside = [...this.#setAside, delta.setAside];
    return this.#refresh(changes);
  }

  replaceAll(state: LocalState): ChangeSet {
    this.#loadedAt = state.meta.commit;
    this.#singles.clear();
    this.#meta = state.meta;
    this.#scopes = { ...state.scopes };
    this.#setAside = state.setAside;
    this.#partial = new Set(state.partial?.map(({ scope, table }) => tableKeyOf(scope, table)));
    this.#outbox = new Map();
    this.#refused = 0;
    this.#waiting.clear();
    this.#staged.clear();
    this.#edits.clear();
    this.#overlay.clear();
    this.#confirmed = new Map();
    for (const { scope, table, rows } of state.rows) this.#addRows(scope, table, rows);
    const changes = new ChangeSet().everything();
    for (const entry of state.outbox) this.#putEntry(entry, changes);
    for (const writes of this.#provisional.values())
      for (const write of writes) changes.record(write.scope, write.table, write.id);
    return this.#refresh(changes);
  }

  #table(scope: string, table: string): Map<string, Row> {
    const key = tableKeyOf(scope, table);
    const rows = this.#confirmed.get(key) ?? new Map<string, Row>();
    this.#confirmed.set(key, rows);
    return rows;
  }

  #single(scope: string, table: string, id: string, seq: number): void {
    const singles = this.#singles.get(scope) ?? new Map();
    this.#singles.set(scope, singles);
    singles.set(`${table}/${id}`, { table, id, seq });
  }

  #putEntry(entry: OutboxEntry, changes: ChangeSet): void {
    const key = recordOf(entry);
    const others = (this.#edits.get(key) ?? []).filter((other) => other.id !== entry.id);
    this.#edits.set(
      key,
      [...others, entry].sort((a, b) => a.id - b.id),
    );
    this.#count(this.#outbox.get(entry.id), -1);
    this.#count(entry, 1);
    this.#outbox.set(entry.id, entry);
    changes.record(entry.scope, entry.table, entry.record).outbox = true;
  }

  #removeEntry(id: number, changes: ChangeSet): void {
    const entry = this.#outbox.get(id);
    if (!entry) return;
    const key = recordOf(entry);
    const rest = (this.#edits.get(key) ?? []).filter((other) => other.id !== id);
    if (rest.length > 0) this.#edits.set(key, rest);
    else this.#edits.delete(key);
    this.#outbox.delete(id);
    this.#count(entry, -1);
    changes.record(entry.scope, entry.table, entry.record).outbox = true;
  }

  #count(entry: OutboxEntry | undefined, by: 1 | -1): void {
    if (!entry) return;
    if (entry.rejected) this.#refused += by;
    else if (!this.#schema.tables[entry.table]?.excludeFromPending) {
      const key = recordOf(entry);
      const count = (this.#waiting.get(key) ?? 0) + by;
      if (count > 0) this.#waiting.set(key, count);
      else this.#waiting.delete(key);
    }
  }

  /** Keeps a page until the snapshot is complete. Without an older snapshot its rows show at once. */
  #stage(segment: NonNullable<LocalDelta['segment']>, changes: ChangeSet): void {
    const { scope, table, generation, rows } = segment;
    const old = this.#staged.get(scope);
    const staged = old?.generation === generation ? old : { generation, pages: [] };
    this.#staged.set(scope, staged);
    staged.pages.push({ table, rows });
    if (this.#scopes[scope]?.cursor) return;
    const map = this.#table(scope, table);
    for (const row of rows) {
      const known = map.get(row.id);
      if (known && known.version >= row.version) continue;
      map.set(row.id, row);
      changes.record(scope, table, row.id);
    }
  }

  #moveScope(scope: string, meta: ScopeMeta | null, changes: ChangeSet): void {
    // A cursor further along the same log changes nothing in the view; only rows do.
    if (!sameExceptCursor(this.#scopes[scope], meta)) changes.scopes = true;
    if (!meta) {
      this.#dropRows(scope, changes);
      delete this.#scopes[scope];
      return;
    }
    const staged = this.#staged.get(scope);
    const old = this.#scopes[scope];
    this.#scopes[scope] = meta;
    if (meta.generation === (old?.generation ?? 0) || !staged) return;
    const sameLog = !old?.cursor || old.cursor.epoch === meta.cursor?.epoch;
    this.#completeSnapshot(scope, staged.pages, sameLog ? (meta.cursor?.seq ?? 0) : Number.POSITIVE_INFINITY, changes);
  }

  /** @param upTo single rows with a seq up to this one are outdated by the snapshot; infinite after a change of epoch. */
  #completeSnapshot(
    scope: string,
    pages: readonly { table: string; rows: readonly Row[] }[],
    upTo: number,
    changes: ChangeSet,
  ): void {
    const later = [...(this.#singles.get(scope)?.values() ?? [])].filter(({ seq }) => seq > upTo);
    const kept = later.map((single) => ({ ...single, row: this.confirmed(scope, single.table, single.id) }));
    this.#dropRows(scope, changes);
    for (const { table, rows } of pages) this.#addRows(scope, table, rows);
    for (const { table, id, seq, row } of kept) {
      if (!row || row.version <= (this.confirmed(scope, table, id)?.version ?? -1)) continue;
      this.#table(scope, table).set(id, row);
      this.#single(scope, table, id, seq);
    }
  }

  /** Removes all rows of a scope, with those of an unfinished snapshot. */
  #dropRows(scope: string, changes: ChangeSet): void {
    const prefix = tableKeyOf(scope, '');
    const known = new Set([...this.#schema.scopeTables, ...this.#schema.userTables]);
    for (const key of this.#confirmed.keys()) if (key.startsWith(prefix)) known.add(key.slice(prefix.length));
    for (const table of known) {
      this.#confirmed.delete(tableKeyOf(scope, table));
      changes.table(scope, table);
    }
    this.#singles.delete(scope);
    this.#staged.delete(scope);
  }

  #addRows(scope: string, table: string, rows: Iterable<Row>): void {
    const map = this.#table(scope, table);
    for (const row of rows) map.set(row.id, row);
  }

  /** Computes the view of the changed records again. */
  #refresh(changes: ChangeSet): ChangeSet {
    for (const { scope, table, id } of changes.records()) {
      const tableKey = tableKeyOf(scope, table);
      const key = keyOf(scope, table, id);
      const overlay = this.#overlay.get(tableKey);
      if (!this.#edits.has(key) && !this.#provisional.has(key)) {
        overlay?.delete(id);
        continue;
      }
      const row = this.#replayed(scope, table, id);
      if (overlay) overlay.set(id, row);
      else this.#overlay.set(tableKey, new Map([[id, row]]));
    }
    // When a table was replaced, the rows below its pending edits changed too.
    for (const { scope, table } of changes.tables()) this.#refreshTable(scope, table);
    return changes;
  }

  #refreshTable(scope: string, table: string): void {
    const overlay = this.#overlay.get(tableKeyOf(scope, table));
    for (const id of [...(overlay?.keys() ?? [])]) overlay?.set(id, this.#replayed(scope, table, id));
  }

  #replayed(scope: string, table: string, id: string): Row | undefined {
    const key = keyOf(scope, table, id);
    const edits = [...(this.#edits.get(key) ?? []), ...(this.#provisional.get(key) ?? [])];
    return replay(this.confirmed(scope, table, id), edits, this.#schema.tables[table] ?? NO_TABLE);
  }
}

function sameExceptCursor(a: ScopeMeta | null | undefined, b: ScopeMeta | null): boolean {
  if (!a?.cursor || !b?.cursor) return false;
  return sameJson({ ...a, cursor: a.cursor.epoch }, { ...b, cursor: b.cursor.epoch });
}

import type { RecordKey } from '../core/outbox-entry.ts';
import type { AnyTables, CheckedPatch, NewRow, Patch, RowOf, TableName, Tables, ValuesOf } from '../core/tables.ts';
import type { Change } from '../protocol/pull.ts';
import type { MutationError, Operation, PathValues } from '../protocol/push.ts';
import type { Row } from '../protocol/row.ts';

/** `signed-in`: the person signed in. `renewed`: the session has another token or has ended; the next call shows which. */
export type SessionChange = 'signed-in' | 'renewed';

/** A value to read and to subscribe to. `get` returns the same object until the value changes. */
export interface Live<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

export interface Query<T = Row, Table extends string = string> {
  readonly scope: string;
  readonly table: Table;
  /** Pure. Equal queries share one result only if they pass the same function object. */
  readonly where?: (row: T) => boolean;
  /** Pure; a total order. By id by default. */
  readonly sort?: (a: T, b: T) => number;
}

export interface QueryResult<T = Row> {
  readonly rows: readonly T[];
  /** Whether the device has all rows of the table. Only then may a screen say "nothing here". */
  readonly complete: boolean;
}

export interface ConnectionState {
  readonly kind: 'connected' | 'offline' | 'connecting' | 'polling';
  /** What is wrong, as text; null when nothing is. Also set while connected, when pulls work and pushes fail. */
  readonly reason: string | null;
  /** Device time in ms of the next attempt; null when nothing fails or no attempt is planned. */
  readonly retryAt: number | null;
  /** Device time in ms of the last successful call to the server; null before the first. */
  readonly lastSyncAt: number | null;
  /** Number of records with mutations that the server has not answered; rejected ones not counted. */
  readonly pending: number;
  /** Number of rejected mutations. */
  readonly failed: number;
  /** Number of open conflicts. */
  readonly conflicts: number;
  /** The session has ended: "Sign in to sync N changes". */
  readonly signInNeeded: boolean;
  /** The server speaks a newer protocol: "Please reload". */
  readonly upgradeNeeded: boolean;
  /** Why the engine stopped syncing (a bug), as text; null while it works. */
  readonly defect: string | null;
  readonly leader: boolean;
}

export interface RemoteChanges {
  readonly scope: string;
  /** Changes by other devices, in log order; the user's other devices included. */
  readonly changes: readonly Change[];
  /** False for changes that were pulled after a time offline. */
  readonly live: boolean;
}

/** A mutation that only this device has, with what it takes to name it and to read it without its record. */
export interface UnsentMutation<Table extends string = string> extends RecordKey<Table> {
  readonly mutation: number;
  readonly op: Operation;
  readonly set: PathValues;
  /** What the person saw at these paths before; empty for an insert. */
  readonly was: PathValues;
  /** The values of `TableSchema.label` as they were when the record was changed; empty for an insert. */
  readonly label: PathValues;
  /** Device time in ms of the latest edit. */
  readonly at: number;
}

export interface FailedMutation<Table extends string = string> extends UnsentMutation<Table> {
  readonly error: MutationError;
}

export interface PendingMutation<Table extends string = string> extends UnsentMutation<Table> {
  readonly sending: boolean;
}

/** One write of one record, with the arguments of `update`, `delete` or `restore`. */
export type RecordWrite<T extends Tables = AnyTables, Name extends TableName<T> = TableName<T>> =
  | {
      readonly op: 'update';
      readonly key: RecordKey<Name>;
      readonly set: Patch<ValuesOf<T, Name>>;
      readonly base?: RowOf<T, Name> | undefined;
    }
  | { readonly op: 'delete' | 'restore'; readonly key: RecordKey<Name> };

/**
 * The only way to write. The view changes before a call returns; its promise resolves when the write is durable on this
 * device, and rejects with SyncError when it is not (then the view changes back).
 */
export interface SyncRepository<T extends Tables = AnyTables> {
  /** Returns the new row's id, a random UUID by default. */
  insert<Name extends TableName<T>>(
    scope: string,
    table: Name,
    values: NewRow<ValuesOf<T, Name>>,
    id?: string,
  ): Promise<string>;
  /** Many rows in one transaction, for a pasted list or an import: all or none. Returns their ids. */
  insertAll<Name extends TableName<T>>(
    scope: string,
    table: Name,
    rows: readonly NewRow<ValuesOf<T, Name>>[],
  ): Promise<readonly string[]>;
  /**
   * Changes fields or paths (`items/<id>/<prop>`) of a record. `base`: the row that the person saw when the edit began, for
   * forms; the row in the view by default. The server finds conflicts by its version.
   */
  update<Name extends TableName<T>, Set extends Patch<ValuesOf<T, Name>>>(
    key: RecordKey<Name>,
    set: Set & CheckedPatch<ValuesOf<T, Name>, Set>,
    base?: RowOf<T, Name>,
  ): Promise<void>;
  delete(key: RecordKey<TableName<T>>): Promise<void>;
  restore(key: RecordKey<TableName<T>>): Promise<void>;
  /**
   * Many writes of one table in one transaction: all or none. A write that is refused before it is stored refuses all; one
   * that changes nothing is left out. The server answers each as a mutation of its own.
   */
  writeAll<Name extends TableName<T>>(writes: readonly RecordWrite<T, Name>[]): Promise<void>;
  /** Resubmits a rejected mutation under a new id. */
  retry(mutation: number): Promise<void>;
  /** Discards a rejected mutation: the record shows the server's row again. */
  discard(mutation: number): Promise<void>;
}

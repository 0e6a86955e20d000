import type { RecordKey } from '../core/outbox-entry.ts';
import type { AnyTables, CheckedPatch, NewRow, Patch, RowOf, TableName, Tables, ValuesOf } from '../core/tables.ts';
import type { Change } from '../protocol/pull.ts';
import type { MutationError, Operation, PathValues } from '../protocol/push.ts';
import type { Row } from '../protocol/row.ts';

/** `signed-in`: the person just did. `renewed`: it goes on with another token, or it ended; the next exchange shows it. */
export type SessionChange = 'signed-in' | 'renewed';

/** A value that can be read now and watched. `get` returns the same object until it changes. */
export interface Live<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

export interface Query<T = Row, Table extends string = string> {
  readonly scope: string;
  readonly table: Table;
  /** Pure. Must be the same function object for the query to be shared. */
  readonly where?: (row: T) => boolean;
  /** Pure, total. By id unless told. */
  readonly sort?: (a: T, b: T) => number;
}

export interface QueryResult<T = Row> {
  readonly rows: readonly T[];
  /** Whether the device knows that these are all: only then may a screen say "nothing here". */
  readonly complete: boolean;
}

export interface ConnectionState {
  readonly kind: 'connected' | 'offline' | 'connecting' | 'polling';
  /** What is wrong, in words; null when nothing is. Also set while connected, when pulls work and pushes fail. */
  readonly reason: string | null;
  /** Device time in ms of the next attempt of what fails; null when nothing fails or nothing is planned. */
  readonly retryAt: number | null;
  /** Device time in ms of the last good exchange with the server; null when there was none yet. */
  readonly lastSyncAt: number | null;
  /** Records with work that the server has not acknowledged (refused work not counted). */
  readonly pending: number;
  /** Refused mutations. */
  readonly failed: number;
  /** Open conflicts. */
  readonly conflicts: number;
  /** The session is gone: "Sign in to sync N changes". */
  readonly signInNeeded: boolean;
  /** The server speaks a newer protocol: "Please reload". */
  readonly upgradeNeeded: boolean;
  /** The engine has stopped writing because of a state that cannot be; in words. */
  readonly defect: string | null;
  readonly leader: boolean;
}

export interface RemoteChanges {
  readonly scope: string;
  /** Changes made on other devices, in log order; the same user's other devices included, this one's left out. */
  readonly changes: readonly Change[];
  /** False for what was caught up after being away. */
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

/** One change of one record, as `update`, `delete` and `restore` take it. */
export type RecordWrite<T extends Tables = AnyTables, Name extends TableName<T> = TableName<T>> =
  | {
      readonly op: 'update';
      readonly key: RecordKey<Name>;
      readonly set: Patch<ValuesOf<T, Name>>;
      readonly base?: RowOf<T, Name> | undefined;
    }
  | { readonly op: 'delete' | 'restore'; readonly key: RecordKey<Name> };

/** The only way to write. Each call shows in every query at once and resolves when it is durable on this device. */
export interface SyncRepository<T extends Tables = AnyTables> {
  /** Returns the new row's id. `id` is a random UUID unless given. */
  insert<Name extends TableName<T>>(
    scope: string,
    table: Name,
    values: NewRow<ValuesOf<T, Name>>,
    id?: string,
  ): Promise<string>;
  /** Many rows in one transaction, for a pasted list or an import: all are durable or none is. Returns their ids. */
  insertAll<Name extends TableName<T>>(
    scope: string,
    table: Name,
    rows: readonly NewRow<ValuesOf<T, Name>>[],
  ): Promise<readonly string[]>;
  /**
   * Changes fields or paths (`items/<id>/<prop>`) of a record. `base` is the row as the person saw it when the edit
   * began (for forms); the row as it is shown now unless given.
   */
  update<Name extends TableName<T>, Set extends Patch<ValuesOf<T, Name>>>(
    key: RecordKey<Name>,
    set: Set & CheckedPatch<ValuesOf<T, Name>, Set>,
    base?: RowOf<T, Name>,
  ): Promise<void>;
  delete(key: RecordKey<TableName<T>>): Promise<void>;
  restore(key: RecordKey<TableName<T>>): Promise<void>;
  /**
   * Many changes of one table as one: they show at once, and all are durable or none is. One that is refused by name
   * refuses all, and one that changes nothing is left out. They travel as single mutations, which the server answers one
   * by one.
   */
  writeAll<Name extends TableName<T>>(writes: readonly RecordWrite<T, Name>[]): Promise<void>;
  /** Sends a refused mutation again, as new work. */
  retry(mutation: number): Promise<void>;
  /** Drops a refused mutation: the record goes back to the server's row. */
  discard(mutation: number): Promise<void>;
}

import type { Json } from '../protocol/json.ts';
import type { Row } from '../protocol/row.ts';
import type { AnyTables, TableName, Tables, ValuesOf } from './tables.ts';

/** ask: both values are kept and a person chooses. last-write-wins: the later one to arrive stays, nobody is asked. */
export type ConflictPolicy = 'ask' | 'last-write-wins';

/** What the engine has to know of one synced table; made from the entity's own schema by the app. */
export interface TableSchema<Field extends string = string> {
  /** Fields that a person can set, camelCase. */
  readonly fields: readonly Field[];
  /** Fields that hold a map of items and merge item by item. */
  readonly maps?: readonly Field[];
  /** Fields of long text, in which changes at different places merge without asking. */
  readonly text?: readonly Field[];
  // A line comment, because of the star: `items/*/order` names that property of every item of a map.
  /** What happens when two devices change a field without knowing of each other: `ask` unless told. */
  readonly policy?: Readonly<Record<string, ConflictPolicy>>;
  /** Values that a new row gets where the insert names none; null where this names none. */
  readonly defaults?: Readonly<Record<string, Json>>;
  /** How long further edits of one record are gathered while a push of it is fresh. Milliseconds, 500 unless told. */
  readonly coalesceMs?: number | undefined;
  /**
   * Fields by which a person recognizes a record, such as its title. Their values are kept with every unsent mutation, so
   * that it can be named after its record is gone from this device.
   */
  readonly label?: readonly Field[];
  /** Bookkeeping such as read marks: synced like everything, but not counted as a person's unsaved work. */
  readonly excludeFromPending?: boolean;
}

/** Reads the confirmed, live rows of one table of one scope. */
export type ReadRows = (scope: string, table: string) => Iterable<Row>;

/** The schemas of all tables, each with the fields of its own type. */
export type TableSchemas<T extends Tables> = {
  readonly [Name in TableName<T>]: TableSchema<keyof ValuesOf<T, Name> & string>;
};

export interface SyncSchema<T extends Tables = AnyTables> {
  readonly tables: TableSchemas<T>;
  /** The tables of the user's own scope (its id is the user's id), in the order in which a snapshot reads them. */
  readonly userTables: readonly TableName<T>[];
  /** The tables of every other scope, in the order in which a snapshot reads them. */
  readonly scopeTables: readonly TableName<T>[];
  /** Those of them that stay where a scope has to make room on the device: small, and what tells scopes apart. */
  readonly keptTables?: readonly TableName<T>[];
  /** Which other scopes the user belongs to, as the confirmed rows of the user's own scope say. */
  scopes(read: ReadRows, userId: string): readonly string[];
  /** What a person knows a scope by, from its confirmed rows; null when they do not say. */
  scopeName?(read: ReadRows, scope: string): string | null;
  /**
   * Whether the person has not looked at the row since it changed. Called only for rows whose last change came from
   * another device, and for each of a table's rows: it must be cheap.
   */
  unread?(row: Row, context: UnreadContext): boolean;
}

export interface UnreadContext {
  readonly scope: string;
  readonly userId: string;
  /** Server time at which this device first had the whole scope; null when it is not known. */
  readonly since: string | null;
  /** One record as the person sees it. */
  read(scope: string, table: string, id: string): Row | undefined;
  /** The live rows of a table as the person sees them; for small tables, such as the user's own memberships. */
  readonly rows: ReadRows;
}

/** The fields of a table in which a newer write never asks. The server goes by its own registry, which says the same. */
export function lastWriteWins(table: TableSchema): string[] {
  return Object.entries(table.policy ?? {}).flatMap(([field, policy]) => (policy === 'last-write-wins' ? [field] : []));
}

import type { Json } from '../protocol/json.ts';
import type { Row } from '../protocol/row.ts';
import type { AnyTables, TableName, Tables, ValuesOf } from './tables.ts';

/** ask: both values are kept and a person chooses. last-write-wins: the later value to arrive stays. */
export type ConflictPolicy = 'ask' | 'last-write-wins';

/** What the engine has to know of a synced table; the app derives it from the entity's own schema. */
export interface TableSchema<Field extends string = string> {
  /** Fields that a person can set, camelCase. */
  readonly fields: readonly Field[];
  /** Fields that hold a map of items and are merged item by item. */
  readonly maps?: readonly Field[];
  /** Fields of long text: changes in different places are merged without asking. */
  readonly text?: readonly Field[];
  // A line comment, because of the star: `items/*/order` names that property of every item of a map.
  /** What happens when two devices change a field without having seen each other's change; `ask` by default. */
  readonly policy?: Readonly<Record<string, ConflictPolicy>>;
  /** Values of a new row where the insert has none; null where neither has one. */
  readonly defaults?: Readonly<Record<string, Json>>;
  /** How long, in ms, further edits of a record are collected after a push of it; 500 by default. */
  readonly coalesceMs?: number | undefined;
  /**
   * Fields by which a person recognizes a record, such as its title. Every unsent mutation keeps their values, so that it
   * can be named after its record has left this device.
   */
  readonly label?: readonly Field[];
  /** Bookkeeping such as read marks: synced, but not counted as pending changes. */
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
  /** Those of `scopeTables` that stay on the device when a scope is evicted: small, and needed to tell scopes apart. */
  readonly keptTables?: readonly TableName<T>[];
  /** The other scopes that the user belongs to, from the confirmed rows of the user's own scope. */
  scopes(read: ReadRows, userId: string): readonly string[];
  /** The scope's name for a person, from its confirmed rows; null when unknown. */
  scopeName?(read: ReadRows, scope: string): string | null;
  /**
   * Whether the person has not read the row since it changed. Called for every row whose last change came from another
   * device, so it must be cheap.
   */
  unread?(row: Row, context: UnreadContext): boolean;
}

export interface UnreadContext {
  readonly scope: string;
  readonly userId: string;
  /** Server time at which this device first had the whole scope; null when it is not known. */
  readonly since: string | null;
  /** One record in the view. */
  read(scope: string, table: string, id: string): Row | undefined;
  /** The live rows of a table in the view; meant for small tables, such as the user's own memberships. */
  readonly rows: ReadRows;
}

/** The fields of a table with last-write-wins. The server uses its own registry, which must agree. */
export function lastWriteWins(table: TableSchema): string[] {
  return Object.entries(table.policy ?? {}).flatMap(([field, policy]) => (policy === 'last-write-wins' ? [field] : []));
}

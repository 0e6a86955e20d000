import type { LocalMeta, ScopeMeta } from '../../ports/local-repository.ts';
import type { Row } from '../../protocol/row.ts';

/**
 * The schema versions of the database, oldest first: what each adds or changes, in Dexie's notation (the primary key,
 * then the indexes; a leading comma is a key that is not part of the value). Never edit a released version: devices have
 * databases of it, with unsent work in the outbox. Append one. If the form of an outbox entry changes, add an `upgrade`
 * that rewrites the entries: nothing else can restore them.
 */
export interface SchemaVersion {
  readonly number: number;
  readonly stores: Readonly<Record<string, string | null>>;
  /** Runs in the transaction of the upgrade: it succeeds as a whole or changes nothing. */
  readonly upgrade?: (transaction: IDBTransaction) => void | Promise<void>;
}

export const VERSIONS: readonly SchemaVersion[] = [
  {
    number: 1,
    stores: {
      meta: '',
      scopes: 'scope',
      outbox: 'id, [scope+table+record]',
      rows: '[scope+table+row.id]',
      segments: '[scope+table+generation+commit+part]',
      setAside: '++n',
      log: '++n',
    },
  },
  // Metrics per hour for one week: `log` keeps only the newest entries, which one busy morning may fill.
  { number: 2, stores: { hours: 'hour' } },
];

/** The key of the one record in `meta`. */
export const META = 'device';

/** The value in `meta`: the port's metadata and the id of the transaction that wrote it last (see commit.ts). */
export interface StoredMeta extends LocalMeta {
  readonly writer: string;
}

export interface StoredScope extends ScopeMeta {
  readonly scope: string;
}

export interface StoredSegment {
  readonly scope: string;
  readonly table: string;
  readonly generation: number;
  /** The commit that wrote the segment, and the part of that commit's rows: makes the segments of a table unique. */
  readonly commit: number;
  readonly part: number;
  readonly rows: readonly Row[];
}

/**
 * Rows per segment record. Chromium moves values above about 64 kB into separate files, and a record per row costs ten
 * times as much to write; this size is near the best for both.
 */
export const SEGMENT_ROWS = 500;

/** The metadata of a device that has never synced. */
export function firstMeta(clientId: string): StoredMeta {
  return { commit: 0, clientId, nextMutation: 1, sentUpTo: 0, term: 0, lastSyncAt: null, writer: '' };
}

/** Every record whose compound key begins with these values. An array sorts above every other key. */
export function beginsWith(...values: readonly (string | number)[]): IDBKeyRange {
  return IDBKeyRange.bound([...values], [...values, []]);
}

import type { LocalMeta, ScopeMeta } from '../../ports/local-repository.ts';
import type { Row } from '../../protocol/row.ts';

/**
 * The history of the database, oldest first: what each version adds or changes, in Dexie's notation (the primary key,
 * then the indexes; a leading comma is a key that is not part of the value).
 *
 * Never edit a version that was released: somebody's phone holds it, with work in its outbox. Append one, and if the
 * shape of an outbox entry changes, give it an `upgrade` that rewrites the entries, for nothing else can bring them back.
 */
export interface SchemaVersion {
  readonly number: number;
  readonly stores: Readonly<Record<string, string | null>>;
  /** Runs in the transaction that upgrades: either everything is of the new version afterwards or nothing. */
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
  // The numbers of a week, an hour each: `log` keeps only the newest entries, which may be those of one busy morning.
  { number: 2, stores: { hours: 'hour' } },
];

/** The key of the one record in `meta`. */
export const META = 'device';

/** The value of `meta`: the port's marks, and which transaction wrote them last (see commit.ts). */
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
  /** The commit that wrote it, and which part of that commit's rows: what tells the runs of one table apart. */
  readonly commit: number;
  readonly part: number;
  readonly rows: readonly Row[];
}

/**
 * Rows in one segment record. Chromium moves values above some 64 kB out of its database into files of their own, and a
 * record per row costs ten times as much to write; runs of this size are near the best for both.
 */
export const SEGMENT_ROWS = 500;

/** The marks of a device that has never synced. */
export function firstMeta(clientId: string): StoredMeta {
  return { commit: 0, clientId, nextMutation: 1, sentUpTo: 0, term: 0, lastSyncAt: null, writer: '' };
}

/** Every record whose compound key begins with these values. An array sorts above every other key. */
export function beginsWith(...values: readonly (string | number)[]): IDBKeyRange {
  return IDBKeyRange.bound([...values], [...values, []]);
}

import type { Commit, LocalDelta, LocalHead, LocalMeta, ScopeMeta, SetAside } from '../core/local-state.ts';
import type { OutboxEntry, RecordKey } from '../core/outbox-entry.ts';
import type { Row } from '../protocol/row.ts';

export type {
  Commit,
  ConfirmedRow,
  LocalDelta,
  LocalHead,
  LocalMeta,
  ScopeMeta,
  SetAside,
} from '../core/local-state.ts';

export interface CommitRequest {
  /** The commit holds a person's edit: it must survive a power cut, not only a crash of the browser. */
  readonly durable?: boolean;
  /**
   * The delta deletes scopes to free space. On a full device the adapter deletes them first, in a transaction of its own: a
   * full browser refuses every transaction that writes, even one that frees more than it writes.
   */
  readonly reclaimsSpace?: boolean;
  /** Read the entries of these records. */
  readonly records?: readonly RecordKey[];
  /** Read the entries with these ids. */
  readonly ids?: readonly number[];
  /** Read all entries of this scope. */
  readonly scope?: string;
  /** Pure and synchronous; may run twice. Null: nothing to write, and no commit number is used. */
  decide(head: LocalHead): LocalDelta | null;
}

export interface LocalState {
  readonly meta: LocalMeta;
  readonly scopes: Readonly<Record<string, ScopeMeta>>;
  /** In id order. */
  readonly outbox: readonly OutboxEntry[];
  /** Confirmed rows with tombstones; segments and single rows are merged to one row per id. */
  readonly rows: readonly { readonly scope: string; readonly table: string; readonly rows: readonly Row[] }[];
  readonly setAside: readonly SetAside[];
  /** Tables of which only some rows are loaded; only in the state for `onPartial`. */
  readonly partial?: readonly { readonly scope: string; readonly table: string }[];
}

/** Lets the caller show the first rows before every row of a large database is loaded. */
export interface EarlyLoad {
  /** Whether all rows of a table must be in the partial state, because the status of other records depends on them. */
  readonly mustBeComplete: (scope: string, table: string) => boolean;
  /**
   * Called at most once, before `load` resolves, with a part of the same consistent state: everything except rows of the
   * tables in `partial`. Not called when everything loads at once.
   */
  readonly onPartial: (state: LocalState) => void;
}

/**
 * The device's durable copy of confirmed rows and of the outbox. One database per user.
 *
 * Contract (tested on every adapter by `testing/local-repository-contract.ts`):
 * - A commit is one transaction: all of the delta or nothing. Commits are serial across tabs, and `decide` sees the result
 *   of every earlier commit.
 * - `commit` resolves with its number when the transaction has completed, not when its requests have succeeded.
 * - A failed transaction rejects with a SyncError (`quota` when the device is full, `storage` when a retry may help, else
 *   `defect`) and changes nothing.
 * - Commit numbers rise by one, without gaps, across tabs and reloads.
 * - `load` returns one consistent state; `onPartial` gets a part of the same one.
 */
export interface LocalRepository {
  load(early?: EarlyLoad): Promise<LocalState>;
  commit(request: CommitRequest): Promise<Commit | null>;
  /** Rewrites many single rows of a scope into segments; changes no content. For idle moments. */
  compact(): Promise<void>;
  /** Bytes used by and granted to this origin, and whether the browser promised to keep them; null if it does not say. */
  usage(): Promise<{ readonly used: number; readonly quota: number; readonly persisted: boolean } | null>;
  close(): Promise<void>;
  /** Deletes the database of this user. Only when the person asked for it. */
  destroy(): Promise<void>;
}

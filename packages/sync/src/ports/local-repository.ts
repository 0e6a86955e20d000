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
  /** A person's own work: it must outlive a power cut, not only a crash of the browser. */
  readonly durable?: boolean;
  /**
   * The delta forgets scopes to make room. On a full device they go first, in a step of its own: a browser that has no
   * room refuses every transaction that writes anything, also one that leaves it with more.
   */
  readonly reclaimsSpace?: boolean;
  /** Read the entries of these records. */
  readonly records?: readonly RecordKey[];
  /** Read the entries with these ids. */
  readonly ids?: readonly number[];
  /** Read all entries of this scope. */
  readonly scope?: string;
  /** Pure and synchronous. Null: there is nothing to write, and no commit number is used. */
  decide(head: LocalHead): LocalDelta | null;
}

export interface LocalState {
  readonly meta: LocalMeta;
  readonly scopes: Readonly<Record<string, ScopeMeta>>;
  /** In id order. */
  readonly outbox: readonly OutboxEntry[];
  /** Confirmed rows, tombstones included, segments and single rows already merged: one row per id. */
  readonly rows: readonly { readonly scope: string; readonly table: string; readonly rows: readonly Row[] }[];
  readonly setAside: readonly SetAside[];
  /** Tables of which only some rows are here yet; only in what `EarlyLoad` is told. */
  readonly partial?: readonly { readonly scope: string; readonly table: string }[];
}

/** For who wants to show something before every row of a large book is read. */
export interface EarlyLoad {
  /** Tables that have to be whole at once: the state of other records follows from them. */
  readonly mustBeComplete: (scope: string, table: string) => boolean;
  /**
   * Told once at most, and before `load` resolves with the same moment's whole state: everything but the rows that
   * `partial` says are missing. Not told where all came at once.
   */
  readonly onPartial: (state: LocalState) => void;
}

/**
 * The device's durable copy of confirmed rows and of the outbox. One database per user.
 *
 * Contract (tested on every adapter by `testing/local-repository-contract.ts`):
 * - A commit is one transaction: all of the delta or nothing; commits are serial across tabs; `decide` sees what every
 *   earlier commit wrote.
 * - `commit` resolves when the transaction has completed (not when its requests have succeeded), with the number it got.
 * - A failed transaction rejects with a SyncError (`quota` when the device is full, `storage`
 *   when trying again may help, else `defect`) and leaves no trace.
 * - Numbers rise by one per commit, without holes, across tabs and reloads.
 * - `load` gives one consistent state, and tells early of a part of the same one.
 */
export interface LocalRepository {
  load(early?: EarlyLoad): Promise<LocalState>;
  commit(request: CommitRequest): Promise<Commit | null>;
  /** Rewrites a scope's single rows into segments when they have become many; changes no content. For idle moments. */
  compact(): Promise<void>;
  /** Bytes used by this origin, and whether the browser promised to keep them; null where it does not tell. */
  usage(): Promise<{ readonly used: number; readonly quota: number; readonly persisted: boolean } | null>;
  close(): Promise<void>;
  /** Deletes the database of this user. Only on the person's own wish. */
  destroy(): Promise<void>;
}

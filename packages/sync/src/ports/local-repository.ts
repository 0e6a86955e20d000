import type { OutboxEntry, RecordKey } from '../core/outbox-entry.ts';
import type { Change, Cursor } from '../protocol/pull.ts';
import type { Row } from '../protocol/row.ts';

/** A confirmed row; `row` may be a tombstone. */
export interface ConfirmedRow {
  readonly scope: string;
  readonly table: string;
  readonly row: Row;
}

/** What the device knows of a scope. */
export interface ScopeMeta {
  /** Null until the first snapshot is complete: only a scope with a cursor may say "nothing here". */
  readonly cursor: Cursor | null;
  /** The realtime channel of the scope, once a pull told it. */
  readonly topic: string | null;
  /** Which snapshot the scope's segments belong to; rises by one with every completed snapshot. */
  readonly generation: number;
}

/** The device's own marks, one per database. */
export interface LocalMeta {
  /** Number of transactions so far. Tabs share what they committed by this number. */
  readonly commit: number;
  /** This device's client id (device and user). */
  readonly clientId: string;
  /** The id that the next mutation gets. */
  readonly nextMutation: number;
  /** Nothing at or below this id is ever coalesced or changed: it may have left the device. */
  readonly sentUpTo: number;
  /** Rises when another tab takes the lead; a leader of an older term may not write what the server said. */
  readonly term: number;
  /** Server time of the last good exchange, ISO 8601, and the device time in ms at which it happened. */
  readonly lastSync: { readonly at: number } | null;
}

/** Unsent work of a scope that was taken away from the user: kept for export, never pushed. */
export interface SetAside {
  readonly scope: string;
  readonly reason: string;
  readonly entries: readonly OutboxEntry[];
}

/** What one transaction changes. Applying the same deltas in commit order gives every tab the same memory. */
export interface LocalDelta {
  readonly meta?: Partial<Omit<LocalMeta, 'commit'>>;
  readonly outboxPut?: readonly OutboxEntry[];
  readonly outboxDelete?: readonly number[];
  /** Confirmed rows, tombstones included; each replaces the row of its id. */
  readonly rows?: readonly ConfirmedRow[];
  /** Scope marks; null forgets the scope with its rows, segments and marks. */
  readonly scopes?: Readonly<Record<string, ScopeMeta | null>>;
  /**
   * A page of a snapshot that is being read: immutable, invisible until `scopes` moves the scope to `generation`, which
   * also forgets the segments of other generations and the scope's single rows at or below the versions read.
   */
  readonly segment?: {
    readonly scope: string;
    readonly table: string;
    readonly generation: number;
    readonly rows: readonly Row[];
  };
  readonly setAside?: SetAside;
  /** Changes that came from elsewhere, for notices; told to the other tabs, not stored. */
  readonly remote?: { readonly scope: string; readonly changes: readonly Change[]; readonly live: boolean };
}

export interface Commit {
  readonly number: number;
  readonly delta: LocalDelta;
}

/** What a decision may look at, read inside the transaction that will carry it out. */
export interface LocalHead {
  readonly meta: LocalMeta;
  readonly scopes: Readonly<Record<string, ScopeMeta>>;
  /** The outbox entries of the asked record, or those with the asked ids; in id order. */
  readonly entries: readonly OutboxEntry[];
}

export interface CommitRequest {
  /** Read the entries of this record. */
  readonly record?: RecordKey;
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
}

/**
 * The device's durable copy of confirmed rows and of the outbox. One database per user.
 *
 * Contract (tested on every adapter by `testing/local-repository-contract.ts`):
 * - A commit is one transaction: all of the delta or nothing; commits are serial across tabs; `decide` sees what every
 *   earlier commit wrote.
 * - `commit` resolves when the transaction has completed (not when its requests have succeeded), with the number it got.
 * - A failed transaction rejects with a SyncError (`quota` when the device is full, else `defect`) and leaves no trace.
 * - Numbers rise by one per commit, without holes, across tabs and reloads.
 * - `load` gives one consistent state.
 */
export interface LocalRepository {
  load(): Promise<LocalState>;
  commit(request: CommitRequest): Promise<Commit | null>;
  /** Rewrites a scope's single rows into segments when they have become many; changes no content. For idle moments. */
  compact(): Promise<void>;
  /** Bytes used by this origin, and whether the browser promised to keep them; null where it does not tell. */
  usage(): Promise<{ readonly used: number; readonly quota: number; readonly persisted: boolean } | null>;
  close(): Promise<void>;
  /** Deletes the database of this user. Only on the person's own wish. */
  destroy(): Promise<void>;
}

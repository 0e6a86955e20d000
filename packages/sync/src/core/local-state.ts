import type { Change, Cursor } from '../protocol/pull.ts';
import type { Row } from '../protocol/row.ts';
import type { OutboxEntry } from './outbox-entry.ts';

/** A confirmed row and its position in the log; `row` may be a tombstone. */
export interface ConfirmedRow {
  readonly scope: string;
  readonly table: string;
  readonly seq: number;
  readonly row: Row;
}

/** What the device stores about a scope. */
export interface ScopeMeta {
  /** Null until the first snapshot is complete: only a scope with a cursor may say "nothing here". */
  readonly cursor: Cursor | null;
  /** The scope's realtime channel; null before the first pull. */
  readonly topic: string | null;
  /** The snapshot that the scope's segments belong to; rises with every completed snapshot and is never reused. */
  readonly generation: number;
  /** Server time at which this device first had the whole scope: earlier changes never count as unread. */
  readonly since?: string;
}

/** The device's own metadata, one record per database. */
export interface LocalMeta {
  /** Number of transactions so far; orders the commits of all tabs. */
  readonly commit: number;
  /** This device's client id (device and user). */
  readonly clientId: string;
  /** The id that the next mutation gets. */
  readonly nextMutation: number;
  /** Entries with ids up to this one may have left the device and never change. */
  readonly sentUpTo: number;
  /** Rises when another tab begins to lead; a leader of an older term cannot write server data. */
  readonly term: number;
  /** Device time in ms of the last successful call, for display only. */
  readonly lastSyncAt: number | null;
  /** Scopes that were opened on this device, the latest first. */
  readonly recent?: readonly string[];
  /** Evicted scopes, each with its `since`; null where that was not known. */
  readonly evicted?: Readonly<Record<string, string | null>>;
}

/** Unsent mutations of a scope that the user no longer belongs to: kept for export, never pushed. */
export interface SetAside {
  readonly scope: string;
  /** The scope's name as the person knew it. */
  readonly name?: string;
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
  /** Metadata of scopes; null removes a scope with its rows, segments and metadata. */
  readonly scopes?: Readonly<Record<string, ScopeMeta | null>>;
  /**
   * A page of a snapshot that is being read: immutable, and invisible to `load` until `scopes` moves the scope to
   * `generation`. That move also deletes the scope's segments of other generations and its single rows with a seq up to
   * the new cursor's, because the snapshot is newer: such a row may have been deleted between its own echo and the
   * snapshot. When the cursor's epoch changes too, all single rows are deleted.
   */
  readonly segment?: {
    readonly scope: string;
    readonly table: string;
    readonly generation: number;
    readonly rows: readonly Row[];
  };
  readonly setAside?: SetAside;
  /** Changes from other devices, for notices; sent to the other tabs, not stored. */
  readonly remote?: { readonly scope: string; readonly changes: readonly Change[]; readonly live: boolean };
}

export interface Commit {
  readonly number: number;
  readonly delta: LocalDelta;
}

/** What `decide` may look at, read inside the transaction that writes its delta. */
export interface LocalHead {
  readonly meta: LocalMeta;
  readonly scopes: Readonly<Record<string, ScopeMeta>>;
  /** The outbox entries of the requested records or ids; in id order. */
  readonly entries: readonly OutboxEntry[];
}

import type { Change, Cursor } from '../protocol/pull.ts';
import type { Row } from '../protocol/row.ts';
import type { OutboxEntry } from './outbox-entry.ts';

/** A confirmed row with the position in the log that it stands for; `row` may be a tombstone. */
export interface ConfirmedRow {
  readonly scope: string;
  readonly table: string;
  readonly seq: number;
  readonly row: Row;
}

/** What the device knows of a scope. */
export interface ScopeMeta {
  /** Null until the first snapshot is complete: only a scope with a cursor may say "nothing here". */
  readonly cursor: Cursor | null;
  /** The realtime channel of the scope, once a pull told it. */
  readonly topic: string | null;
  /** Which snapshot the scope's segments belong to; rises with every completed snapshot, never used twice. */
  readonly generation: number;
  /** Server time at which this device first had the whole scope: what was done before is no news here. */
  readonly since?: string;
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
  /** Device time in ms of the last good exchange that brought something, for showing only. */
  readonly lastSyncAt: number | null;
  /** Scopes that were opened on this device, the last one first. */
  readonly recent?: readonly string[];
  /** Scopes whose rows went to make room, each with its `since`; null where that was not known. */
  readonly evicted?: Readonly<Record<string, string | null>>;
}

/** Unsent work of a scope that was taken away from the user: kept for export, never pushed. */
export interface SetAside {
  readonly scope: string;
  /** What the person knew the scope by. */
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
  /** Scope marks; null forgets the scope with its rows, segments and marks. */
  readonly scopes?: Readonly<Record<string, ScopeMeta | null>>;
  /**
   * A page of a snapshot that is being read: immutable, and invisible to `load` until `scopes` moves the scope to
   * `generation`. That move also forgets the scope's segments of other generations and those of its single rows whose
   * seq is at or below the new cursor's: the snapshot knows better what became of them (a row may have been deleted
   * between its own echo and the snapshot). When the cursor's epoch changes with it, all single rows go.
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

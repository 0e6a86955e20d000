import * as z from 'zod/mini';
import { operation } from './push.ts';
import { row } from './row.ts';

export const cursor = z.object({ seq: z.number(), epoch: z.string() });
/** A position in one scope's log: the device has everything up to `seq` of log `epoch`. */
export type Cursor = z.infer<typeof cursor>;

export const change = z.object({
  seq: z.number(),
  table: z.string(),
  id: z.string(),
  op: operation,
  version: z.number(),
  /** The full row after the change; null once the record has been purged. */
  row: z.nullable(row),
  /** The changed paths. */
  paths: z.array(z.string()),
  by: z.nullable(z.string()),
  client: z.nullable(z.string()),
  /** The mutation id of `client` that made this change; null for changes made on the server. */
  mutation: z.nullable(z.number()),
  at: z.string(),
});
/** One entry of a scope's log. */
export type Change = z.infer<typeof change>;

/** Count and sum of versions of the live rows, per table: cheap to compare, different when a row was missed. */
const digest = z.record(z.string(), z.object({ count: z.number(), versions: z.number() }));
export type Digest = z.infer<typeof digest>;

export const scopePull = z.object({
  /**
   * ok: `changes` follow the cursor. snapshot: the cursor is useless, read the live rows. forbidden: the user does not
   * belong to the scope.
   */
  status: z.enum(['ok', 'snapshot', 'forbidden']),
  changes: z.array(change),
  /** The cursor to pull from next. */
  seq: z.number(),
  /** The newest seq in the log. */
  head: z.number(),
  epoch: z.string(),
  /** The realtime channel of the scope. */
  topic: z.string(),
  more: z.boolean(),
  digest: z.optional(z.nullable(digest)),
});
export type ScopePull = z.infer<typeof scopePull>;

export interface PullRequest {
  readonly protocol: number;
  readonly cursors: Readonly<Record<string, Cursor | null>>;
  /** Maximum number of changes per scope in one response. */
  readonly limit: number;
  readonly digest?: boolean;
}

export const pullResponse = z.object({
  protocol: z.number(),
  user: z.string(),
  /** Server time, ISO 8601. */
  now: z.string(),
  scopes: z.record(z.string(), scopePull),
});
export type PullResponse = z.infer<typeof pullResponse>;

export interface SnapshotRequest {
  readonly protocol: number;
  readonly scope: string;
  readonly table: string;
  /** The last id of the previous page; null for the first page. */
  readonly after: string | null;
  readonly limit: number;
}

export const snapshotResponse = z.object({
  protocol: z.number(),
  user: z.string(),
  scope: z.string(),
  table: z.string(),
  rows: z.array(row),
  /** The seq of the first page: where to pull from once all pages of all tables have been read. */
  seq: z.number(),
  epoch: z.string(),
  more: z.boolean(),
});
export type SnapshotResponse = z.infer<typeof snapshotResponse>;

/** A message of a scope's channel: the changes when they are small, else only the new head. */
export const changesMessage = z.object({ scope: z.string(), epoch: z.string(), changes: z.array(change) });
export type ChangesMessage = z.infer<typeof changesMessage>;
export const headMessage = z.object({ scope: z.string(), seq: z.number() });
export type HeadMessage = z.infer<typeof headMessage>;

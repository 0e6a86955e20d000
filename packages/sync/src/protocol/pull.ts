import * as z from 'zod/mini';
import { operation } from './push.ts';
import { row } from './row.ts';

export const cursor = z.object({ seq: z.number(), epoch: z.string() });
/** A place in one scope's log: everything up to `seq` of log `epoch` is known here. */
export type Cursor = z.infer<typeof cursor>;

export const change = z.object({
  seq: z.number(),
  table: z.string(),
  id: z.string(),
  op: operation,
  version: z.number(),
  /** The full row after the change; null once the record has been purged. */
  row: z.nullable(row),
  /** What changed. */
  paths: z.array(z.string()),
  by: z.nullable(z.string()),
  client: z.nullable(z.string()),
  /** The mutation id of `client` that made this change; null for changes made on the server. */
  mutation: z.nullable(z.number()),
  at: z.string(),
});
/** One entry of a scope's log. */
export type Change = z.infer<typeof change>;

/** Count and sum of versions of the live rows, per table: cheap to compare, unequal when something was missed. */
const digest = z.record(z.string(), z.object({ count: z.number(), versions: z.number() }));
export type Digest = z.infer<typeof digest>;

export const scopePull = z.object({
  /** ok: `changes` follow the cursor. snapshot: the cursor is of no use, read the live rows. forbidden: no longer yours. */
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
  /** Most changes of one scope in one answer. */
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
  /** The last id of the page before; null for the first page. */
  readonly after: string | null;
  readonly limit: number;
}

export const snapshotResponse = z.object({
  protocol: z.number(),
  user: z.string(),
  scope: z.string(),
  table: z.string(),
  rows: z.array(row),
  /** Where to pull from once every page of every table has been read: the seq of the first page. */
  seq: z.number(),
  epoch: z.string(),
  more: z.boolean(),
});
export type SnapshotResponse = z.infer<typeof snapshotResponse>;

/** What a scope's channel carries: the changes when they are small, else only the new head. */
export const changesMessage = z.object({ scope: z.string(), epoch: z.string(), changes: z.array(change) });
export type ChangesMessage = z.infer<typeof changesMessage>;
export const headMessage = z.object({ scope: z.string(), seq: z.number() });
export type HeadMessage = z.infer<typeof headMessage>;

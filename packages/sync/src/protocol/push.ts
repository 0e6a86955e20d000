import * as z from 'zod/mini';
import { json } from './json.ts';
import { row } from './row.ts';

export const operation = z.enum(['insert', 'update', 'delete', 'restore']);
export type Operation = z.infer<typeof operation>;

/** Path -> value. A path is a field (`title`) or a place inside a map field (`items/<itemId>`, `items/<itemId>/<prop>`). */
export const pathValues = z.record(z.string(), json);
export type PathValues = z.infer<typeof pathValues>;

export const mutation = z.object({
  /** Rises per client; the server applies each id of a client at most once. */
  id: z.number(),
  scope: z.string(),
  table: z.string(),
  record: z.string(),
  op: operation,
  /** The record's version that the person saw when the edit began; null for an insert. */
  base: z.nullable(z.number()),
  /** Only the changed paths; null removes. */
  set: pathValues,
  /** The values that the person saw at those paths before, to detect and show conflicts. */
  was: pathValues,
});
export type Mutation = z.infer<typeof mutation>;

export const pushRequest = z.object({
  protocol: z.number(),
  client: z.string(),
  /** The device has received every result up to this id; the server may delete them. */
  acked: z.number(),
  mutations: z.array(mutation),
});
export type PushRequest = z.infer<typeof pushRequest>;

export const mutationError = z.object({
  code: z.string(),
  message: z.string(),
  path: z.optional(z.nullable(z.string())),
});
export type MutationError = z.infer<typeof mutationError>;

export const mutationResult = z.object({
  id: z.number(),
  status: z.enum(['applied', 'conflict', 'rejected']),
  /** The row after the mutation; null when the record does not exist or the caller may not see it. */
  row: z.nullable(row),
  version: z.nullable(z.number()),
  /** Position in the scope's log of the change that this mutation made; null when it changed nothing. */
  seq: z.nullable(z.number()),
  conflict: z.optional(z.nullable(json)),
  error: z.optional(z.nullable(mutationError)),
});
export type MutationResult = z.infer<typeof mutationResult>;

export const pushResponse = z.object({
  protocol: z.number(),
  /** The user that the server identified. A response for anybody else is never applied. */
  user: z.string(),
  results: z.array(mutationResult),
  /** The current log epoch of each scope in the request. A device thereby detects a response from before a restore. */
  epochs: z.record(z.string(), z.string()),
});
export type PushResponse = z.infer<typeof pushResponse>;

import * as z from 'zod/mini';
import { deriveId } from './derived-id.ts';
import type { Synced } from './synced-row.ts';

/** How much of a record (`seenVersion`), or of a whole band (`seenAt`), one person has read. */
export const readMarkSchema = z.object({
  userId: z.string(),
  recordTable: z.string(),
  recordId: z.string(),
  seenVersion: z.nullable(z.number()),
  seenAt: z.nullable(z.string()),
});
export type ReadMarkValues = z.output<typeof readMarkSchema>;
export type ReadMark = Synced<ReadMarkValues>;

let knownUser = '';
const known = new Map<string, string>();

/**
 * The id of a person's read mark on a record, derived from both ids: two devices that open the record at once create the
 * same row. The database rejects any other id, so that nobody can take another member's. Cached for the current user: a
 * list needs all of its ids again whenever a mark changes.
 */
export function readMarkId(userId: string, recordId: string): string {
  if (userId !== knownUser) {
    knownUser = userId;
    known.clear();
  }
  const id = known.get(recordId) ?? deriveId(userId, recordId);
  known.set(recordId, id);
  return id;
}

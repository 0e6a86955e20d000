import * as z from 'zod/mini';
import { deriveId } from './derived-id.ts';
import type { Synced } from './synced-row.ts';

/** How far one person has seen one record (`seenVersion`), or everything of a band (`seenAt`). */
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
 * The one id of a person's mark on a record, made of both ids: two devices that see the record for the first time at
 * once make the same row, not two. The database refuses any other, so that nobody can take a band mate's first.
 * Remembered for the present user: a list asks for all of its ids again whenever a mark changes.
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

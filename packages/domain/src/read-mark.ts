import * as z from 'zod/mini';
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

/**
 * The one id of a person's mark on a record: both UUIDs combined bit by bit. Two devices that see the record for the
 * first time at once so make the same row, not two.
 */
export function readMarkId(userId: string, recordId: string): string {
  const user = userId.replaceAll('-', '');
  const record = recordId.replaceAll('-', '');
  let mixed = '';
  for (let at = 0; at < 32; at += 8) {
    const digits = Number.parseInt(user.slice(at, at + 8), 16) ^ Number.parseInt(record.slice(at, at + 8), 16);
    mixed += (digits >>> 0).toString(16).padStart(8, '0');
  }
  return `${mixed.slice(0, 8)}-${mixed.slice(8, 12)}-${mixed.slice(12, 16)}-${mixed.slice(16, 20)}-${mixed.slice(20)}`;
}

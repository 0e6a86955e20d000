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
  const left = userId.replaceAll('-', '');
  const right = recordId.replaceAll('-', '');
  let hex = '';
  for (let i = 0; i < 32; i += 1) {
    hex += (Number.parseInt(left[i] ?? '0', 16) ^ Number.parseInt(right[i] ?? '0', 16)).toString(16);
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

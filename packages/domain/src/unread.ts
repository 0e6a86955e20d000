import type { SyncedRow } from './synced-row.ts';

interface Seen {
  /** The person's mark on the record itself. */
  readonly record: Pick<SyncedRow, string> | undefined;
  /** The person's mark on the whole band ("mark all as read"). */
  readonly band: Pick<SyncedRow, string> | undefined;
  /** The person's own membership of the band. */
  readonly membership: Pick<SyncedRow, string> | undefined;
}

const time = (value: unknown) => (typeof value === 'string' ? Date.parse(value) : Number.NaN);

/**
 * Whether the person has not looked at a row since somebody else changed it. One's own work is never news, from
 * whatever device; what happened before one joined is not either.
 */
export function isUnread(row: SyncedRow, userId: string, seen: Seen): boolean {
  if (row.updatedBy === null || row.updatedBy === userId || row.updatedAt === null) return false;
  if (seen.membership === undefined) return false;
  const changed = time(row.updatedAt);
  const joined = time(seen.membership.createdAt);
  if (!(changed > joined)) return false;
  const version = seen.record?.seenVersion;
  if (typeof version === 'number' && version >= row.version) return false;
  return !(time(seen.record?.seenAt) >= changed) && !(time(seen.band?.seenAt) >= changed);
}

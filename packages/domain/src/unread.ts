import type { SyncedRow } from './synced-row.ts';

interface Seen {
  /** Since when this device has had the band at all, in server time; null when it is not known. */
  readonly since: string | null;
  /** The person's mark on the record itself. */
  readonly record: Pick<SyncedRow, string> | undefined;
  /** The person's mark on the whole band ("mark all as read"). */
  readonly band: Pick<SyncedRow, string> | undefined;
  /** The person's own membership of the band. */
  readonly membership: Pick<SyncedRow, string> | undefined;
}

const time = (value: unknown) => (typeof value === 'string' ? Date.parse(value) : Number.NaN);

/**
 * Whether the person has not looked at a row since it changed on another device. What happened before one joined is no
 * news; nor is one's own work from before this device had the band, else a new phone would show all of it as unread.
 */
export function isUnread(row: SyncedRow, userId: string, seen: Seen): boolean {
  if (row.updatedBy === null || row.updatedAt === null) return false;
  if (seen.membership === undefined) return false;
  const changed = time(row.updatedAt);
  const joined = time(seen.membership.createdAt);
  if (!(changed > joined)) return false;
  if (row.updatedBy === userId && !(changed > time(seen.since))) return false;
  const version = seen.record?.seenVersion;
  if (typeof version === 'number' && version >= row.version) return false;
  return !(time(seen.record?.seenAt) >= changed) && !(time(seen.band?.seenAt) >= changed);
}

import type { SyncedRow } from './synced-row.ts';

interface Seen {
  /** Since when this device has had the band at all, in server time; null when it is not known. */
  readonly since: string | null;
  /** The person's own membership of the band. */
  readonly membership: Pick<SyncedRow, string> | undefined;
  /** The person's mark on the record itself. Asked last: of ten thousand rows it decides about a handful. */
  record(): Pick<SyncedRow, string> | undefined;
  /** The person's mark on the whole band ("mark all as read"). */
  band(): Pick<SyncedRow, string> | undefined;
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
  if (!(changed > time(seen.membership.createdAt))) return false;
  if (row.updatedBy === userId && !(changed > time(seen.since))) return false;
  if (time(seen.band()?.seenAt) >= changed) return false;
  const record = seen.record();
  const version = record?.seenVersion;
  if (typeof version === 'number' && version >= row.version) return false;
  return !(time(record?.seenAt) >= changed);
}

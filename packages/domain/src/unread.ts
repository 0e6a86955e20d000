import type { SyncedRow } from './synced-row.ts';

interface Seen {
  /** Server time at which this device first had the whole band; null when not known. */
  readonly since: string | null;
  /** The person's own membership of the band. */
  readonly membership: Pick<SyncedRow, string> | undefined;
  /** The person's mark on the record itself. Read last: it decides only a few of ten thousand rows. */
  record(): Pick<SyncedRow, string> | undefined;
  /** The person's mark on the whole band ("mark all as read"). */
  band(): Pick<SyncedRow, string> | undefined;
}

const time = (value: unknown) => (typeof value === 'string' ? Date.parse(value) : Number.NaN);

/**
 * Whether the person has not read a row since it changed on another device. Changes from before the person joined do not
 * count; nor do one's own from before this device had the band, or a new phone would show everything as unread.
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

import { bandRecordSchema } from './band.ts';
import type { conflictSchema } from './conflict.ts';
import { profileSchema } from './person.ts';
import { readMarkId, readMarkSchema } from './read-mark.ts';
import { songSchema } from './song.ts';
import type { SyncedRow } from './synced-row.ts';
import { isUnread } from './unread.ts';

const fields = (schema: { readonly shape: object }) => Object.keys(schema.shape);

/** What the person's own conflict answers set; the rest of a conflict the server writes. */
const CONFLICT_ANSWER = ['open', 'resolution'] as const satisfies readonly (keyof typeof conflictSchema.shape)[];

const READ_MARK = fields(readMarkSchema).filter((field) => field !== 'userId');

/** Of answers and marks the newest is right: nobody is asked about them. The server's registry says the same. */
const lastWriteWins = (names: readonly string[]): Readonly<Record<string, 'last-write-wins'>> =>
  Object.fromEntries(names.map((name) => [name, 'last-write-wins']));

// Only what a person sets. The scope column (band or user) is the server's: it follows from where a row is written.
const tables = {
  profiles: { fields: fields(profileSchema), defaults: { instruments: [] } },
  read_marks: { fields: READ_MARK, quiet: true, policy: lastWriteWins(READ_MARK) },
  memberships: { fields: [...fields(profileSchema), 'role'], defaults: { instruments: [] } },
  bands: { fields: fields(bandRecordSchema) },
  conflicts: { fields: CONFLICT_ANSWER, policy: lastWriteWins(CONFLICT_ANSWER) },
  songs: { fields: fields(songSchema), text: ['notes'], defaults: { tags: [], links: [] } },
} as const;

/** Records that carry a sync icon, can be unread and are announced: the band's own work. */
const BAND_WORK: ReadonlySet<string> = new Set(['songs']);

/** A band's own work has members' changes announced and marked as new; bookkeeping tables have not. */
export const isBandWork = (table: string): boolean => BAND_WORK.has(table);

type ReadRows = (scope: string, table: string) => Iterable<SyncedRow>;
interface UnreadContext {
  readonly scope: string;
  readonly userId: string;
  readonly since: string | null;
  read(scope: string, table: string, id: string): SyncedRow | undefined;
  readonly rows: ReadRows;
}

/** What the sync engine has to know of the band's data; every entity's fields come from its one schema. */
export const bandSchema = {
  tables,
  userTables: ['memberships', 'profiles', 'read_marks'],
  scopeTables: ['bands', 'memberships', 'conflicts', 'songs'],

  /** The bands of which the user is a member now. */
  scopes(read: ReadRows, userId: string): readonly string[] {
    const bands: string[] = [];
    for (const row of read(userId, 'memberships')) {
      if (row.deletedAt === null && row.userId === userId && typeof row.bandId === 'string') bands.push(row.bandId);
    }
    return bands.sort();
  },

  /** A change of a record that can be opened, made on another device and not yet seen on any device of the user. */
  unread(row: SyncedRow, { scope, userId, since, read, rows }: UnreadContext): boolean {
    if (scope === userId) return false;
    return isUnread(row, userId, {
      since,
      record: () => read(userId, 'read_marks', readMarkId(userId, row.id)),
      band: () => read(userId, 'read_marks', readMarkId(userId, scope)),
      membership: membershipOf(rows(userId, 'memberships'), scope),
    });
  },
};

function membershipOf(memberships: Iterable<SyncedRow>, bandId: string): SyncedRow | undefined {
  for (const row of memberships) if (row.bandId === bandId && row.deletedAt === null) return row;
  return undefined;
}

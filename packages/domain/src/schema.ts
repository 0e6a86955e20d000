import { bandRecordSchema } from './band.ts';
import type { conflictSchema } from './conflict.ts';
import { BAND_TABLES, type BandTable, ENTITIES } from './entities.ts';
import type { Entity } from './fields/entity.ts';
import type { ItemRule, ItemShape } from './fields/items.ts';
import { profileSchema } from './person.ts';
import { readMarkId, readMarkSchema } from './read-mark.ts';
import type { SyncedRow } from './synced-row.ts';
import { isUnread } from './unread.ts';

const fields = (schema: { readonly shape: object }) => Object.keys(schema.shape);

/** What the person's own conflict answers set; the rest of a conflict the server writes. */
const CONFLICT_ANSWER = ['open', 'resolution'] as const satisfies readonly (keyof typeof conflictSchema.shape)[];

const READ_MARK = fields(readMarkSchema).filter((field) => field !== 'userId');

/** Of answers and marks the newest is right: nobody is asked about them. The server's registry says the same. */
const lastWriteWins = (names: readonly string[]): Readonly<Record<string, 'last-write-wins'>> =>
  Object.fromEntries(names.map((name) => [name, 'last-write-wins']));

/** Moving through a set makes many small edits; gathered for longer, they stay few requests and few versions. */
const SETLISTS_GATHER_MS = 2_000;

/** Where an item stands and whether it is ticked: two people who move the same one at once need no question. */
const QUIET_RULES: ReadonlySet<string> = new Set(['order', 'flag']);

function tableOf({ table, fields, maps }: Entity) {
  const quiet = Object.entries(maps).flatMap(([map, { shape }]) =>
    Object.entries<ItemRule>(shape as ItemShape).flatMap(([name, rule]) =>
      QUIET_RULES.has(rule.type) ? [`${map}/*/${name}`] : [],
    ),
  );
  const lists = Object.entries(fields).filter(([, { unknown }]) => Array.isArray(unknown));
  const long = Object.entries(fields).filter(([, { kind }]) => kind.type === 'text' && kind.long);
  return {
    fields: [...Object.keys(fields), ...Object.keys(maps)],
    maps: Object.keys(maps),
    text: long.map(([name]) => name),
    policy: lastWriteWins(quiet),
    defaults: Object.fromEntries([
      ...lists.map(([name]) => [name, []]),
      ...Object.keys(maps).map((name) => [name, {}]),
    ]),
    ...(table === 'setlists' && { coalesceMs: SETLISTS_GATHER_MS }),
  };
}

const bandWork = Object.fromEntries(
  Object.entries<Entity>(ENTITIES).map(([table, entity]) => [table, tableOf(entity)]),
) as Record<BandTable, ReturnType<typeof tableOf>>;

// Only what a person sets. The scope column (band or user) is the server's: it follows from where a row is written.
const tables = {
  profiles: { fields: fields(profileSchema), defaults: { instruments: [] } },
  read_marks: { fields: READ_MARK, excludeFromPending: true, policy: lastWriteWins(READ_MARK) },
  memberships: { fields: [...fields(profileSchema), 'role'], defaults: { instruments: [] } },
  bands: { fields: fields(bandRecordSchema) },
  conflicts: { fields: CONFLICT_ANSWER, policy: lastWriteWins(CONFLICT_ANSWER) },
  ...bandWork,
} as const;

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
  scopeTables: ['bands', 'memberships', 'conflicts', ...BAND_TABLES],
  keptTables: ['bands', 'memberships'],

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

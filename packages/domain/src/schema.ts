import type { ReadRows, SyncSchema, TableSchema, TableSchemas } from '@rockon/sync';
import { bandRecordSchema } from './band.ts';
import { CONFLICT_ANSWER } from './conflict.ts';
import { BAND_TABLES, type BandTable, ENTITIES } from './entities.ts';
import type { Entity } from './fields/entity.ts';
import type { ItemRule, ItemShape } from './fields/items.ts';
import { profileSchema } from './person.ts';
import { readMarkId, readMarkSchema } from './read-mark.ts';
import type { BandTables } from './tables.ts';
import { isUnread } from './unread.ts';

const fieldsOf = <Shape extends object>({ shape }: { readonly shape: Shape }) =>
  Object.keys(shape) as (keyof Shape & string)[];

const READ_MARK = fieldsOf(readMarkSchema).filter((field) => field !== 'userId');

/** The newest answer or read mark is right, so nobody is asked. Must agree with the server's registry. */
const lastWriteWins = (names: readonly string[]): Readonly<Record<string, 'last-write-wins'>> =>
  Object.fromEntries(names.map((name) => [name, 'last-write-wins']));

/** Properties of an item in which the later of two concurrent edits wins: its position, and whether it is ticked. */
const LAST_WRITE_WINS_RULES: ReadonlySet<string> = new Set(['order', 'flag']);

function tableSchema({ fields, maps, matchedBy, coalesceMs }: Entity): TableSchema {
  const lastWins = Object.entries(maps).flatMap(([map, { shape }]) =>
    Object.entries<ItemRule>(shape as ItemShape).flatMap(([name, rule]) =>
      LAST_WRITE_WINS_RULES.has(rule.type) ? [`${map}/*/${name}`] : [],
    ),
  );
  const lists = Object.entries(fields).filter(([, { unknown }]) => Array.isArray(unknown));
  const long = Object.entries(fields).filter(([, { kind }]) => kind.type === 'text' && kind.long);
  return {
    fields: [...Object.keys(fields), ...Object.keys(maps)],
    maps: Object.keys(maps),
    text: long.map(([name]) => name),
    policy: lastWriteWins(lastWins),
    defaults: Object.fromEntries([
      ...lists.map(([name]) => [name, []]),
      ...Object.keys(maps).map((name) => [name, {}]),
    ]),
    coalesceMs,
    label: [...matchedBy],
  };
}

const contentTables = Object.fromEntries(
  Object.entries<Entity>(ENTITIES).map(([table, entity]) => [table, tableSchema(entity)]),
) as Pick<TableSchemas<BandTables>, BandTable>;

// Only fields that a person sets. `satisfies` on the literal makes a key that the engine does not know fail to compile.
const tables = {
  profiles: { fields: fieldsOf(profileSchema), defaults: { instruments: [] } },
  read_marks: { fields: READ_MARK, excludeFromPending: true, policy: lastWriteWins(READ_MARK) },
  memberships: { fields: [...fieldsOf(profileSchema), 'role'], defaults: { instruments: [] } },
  bands: { fields: fieldsOf(bandRecordSchema) },
  conflicts: { fields: CONFLICT_ANSWER, policy: lastWriteWins(CONFLICT_ANSWER) },
  ...contentTables,
} satisfies TableSchemas<BandTables>;

/** The sync schema of the band's data; every entity's fields come from its own definition. */
export const bandSchema: SyncSchema<BandTables> = {
  tables,
  userTables: ['memberships', 'profiles', 'read_marks'],
  scopeTables: ['bands', 'memberships', 'conflicts', ...BAND_TABLES],
  keptTables: ['bands', 'memberships'],

  /** The bands that the user is a member of. */
  scopes(read, userId) {
    const bands: string[] = [];
    for (const row of read(userId, 'memberships')) {
      if (row.deletedAt === null && row.userId === userId && typeof row.bandId === 'string') bands.push(row.bandId);
    }
    return bands.sort();
  },

  scopeName(read, scope) {
    for (const { name } of read(scope, 'bands')) if (typeof name === 'string') return name;
    return null;
  },

  /** Whether a record that can be opened changed on another device and was not read on any device of the user. */
  unread(row, { scope, userId, since, read, rows }) {
    if (scope === userId) return false;
    return isUnread(row, userId, {
      since,
      record: () => read(userId, 'read_marks', readMarkId(userId, row.id)),
      band: () => read(userId, 'read_marks', readMarkId(userId, scope)),
      membership: membershipOf(rows(userId, 'memberships'), scope),
    });
  },
};

function membershipOf(memberships: ReturnType<ReadRows>, bandId: string) {
  for (const row of memberships) if (row.bandId === bandId && row.deletedAt === null) return row;
  return undefined;
}

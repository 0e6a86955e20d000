import type { SyncSchema } from '@rockon/sync';
import { markId } from './names.ts';

/**
 * The scenarios' schema: the real songs, and an entity with a map field that exists only in the simulation. Tables that
 * no scenario edits are included because the log has changes of them.
 */
export const simSchema: SyncSchema = {
  tables: {
    profiles: { fields: ['userId', 'name', 'avatar', 'instruments'] },
    bands: { fields: ['bandId', 'name'] },
    memberships: { fields: ['bandId', 'userId', 'role'] },
    conflicts: {
      fields: ['recordTable', 'recordId', 'path', 'base', 'mine', 'theirs', 'mineBy', 'theirsBy', 'open', 'resolution'],
    },
    songs: { fields: ['title', 'key', 'notes', 'tags', 'links'], text: ['notes'], defaults: { tags: [], links: [] } },
    sim_songs: { fields: ['title', 'key', 'items'], maps: ['items'], defaults: { items: {} } },
    read_marks: { fields: ['recordTable', 'recordId', 'seenVersion'], excludeFromPending: true },
  },
  userTables: ['memberships', 'profiles', 'read_marks'],
  scopeTables: ['bands', 'memberships', 'conflicts', 'songs', 'sim_songs'],
  keptTables: ['bands', 'memberships'],
  scopes: (read, user) => [...read(user, 'memberships')].map((row) => String(row.bandId)).sort(),
  unread: (row, { userId, read }) =>
    !(Number(read(userId, 'read_marks', markId(userId, row.id))?.seenVersion ?? 0) >= row.version),
};

interface Entity {
  readonly table: string;
  /** The paths that a scenario writes. */
  readonly paths: readonly string[];
  /** The fields that are compared with the view. */
  readonly visible: readonly string[];
  /** A row before any field was set. */
  readonly blank: Readonly<Record<string, unknown>>;
}

/** The entities that scenarios write to, in turn. */
export const ENTITIES: readonly [Entity, Entity] = [
  {
    table: 'sim_songs',
    paths: ['title', 'key', 'items/a', 'items/a/note'],
    visible: ['title', 'key', 'items'],
    blank: { title: null, key: null, items: {} },
  },
  {
    table: 'songs',
    paths: ['title', 'key', 'notes', 'notes'],
    visible: ['title', 'key', 'notes'],
    blank: { title: null, key: null, notes: null },
  },
];

export const isWritten = (table: string): boolean => ENTITIES.some((entity) => entity.table === table);

/** Long text, which several people edit in different places. */
export const isText = (table: string, path: string): boolean => simSchema.tables[table]?.text?.includes(path) ?? false;

/** A text with places for several people; each adds a line of their own somewhere. */
export const FIRST_TEXT = 'verse\n\nchorus\n\nbridge\n\nverse\n\nend';

/** Adds a line to the text: somewhere or, every second time, at the end, where the edits meet. */
export function withLine(text: unknown, line: string, nth: number): string {
  const lines = typeof text === 'string' && text !== '' ? text.split('\n') : [];
  lines.splice(nth % 2 === 0 ? lines.length : (nth * 7) % (lines.length + 1), 0, line);
  return lines.join('\n');
}

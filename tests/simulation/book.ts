import type { SyncSchema } from '@rockon/sync';

/** A small book: one entity with plain fields and one map field, beside what every band has. */
export const bookSchema: SyncSchema = {
  tables: {
    memberships: { fields: ['bandId', 'userId'] },
    conflicts: { fields: ['recordTable', 'recordId', 'path', 'base', 'mine', 'theirs', 'mineBy', 'theirsBy', 'open'] },
    songs: { fields: ['title', 'key', 'items'], maps: ['items'], defaults: { items: {} } },
    marks: { fields: ['seen'], quiet: true },
  },
  userTables: ['memberships', 'marks'],
  scopeTables: ['memberships', 'conflicts', 'songs'],
  scopes: (read, userId) => [...read(userId, 'memberships')].map((row) => String(row.bandId)).sort(),
  unread: (row, _scope, read, userId) => !(Number(read(userId, 'marks', row.id)?.seen ?? 0) >= row.version),
};

export const BAND = 'band';
export const PATHS = ['title', 'key', 'items/a', 'items/a/note'] as const;

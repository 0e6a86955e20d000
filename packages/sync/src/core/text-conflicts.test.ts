import { describe, expect, it } from 'vitest';
import type { Row } from '../protocol/row.ts';
import { remainingMs } from './remaining.ts';
import type { SyncSchema } from './schema.ts';
import { ownTextConflict, planTextMerge, settledText, type TextConflict, textsOnTop } from './text-conflicts.ts';

const row = (over: Record<string, unknown> = {}): Row =>
  ({
    ...{ id: 's1', version: 4, createdBy: 'mia', createdAt: '', updatedBy: 'sam', updatedAt: '', updatedClient: 'b' },
    ...{ deletedAt: null, title: 'Song', notes: 'A\n\nB\n\nC: his', ...over },
  }) as unknown as Row;
const conflict = (over: Record<string, unknown> = {}): Row =>
  row({
    ...{ id: 'c1', version: 1, updatedClient: 'a', mineBy: 'mia', open: true, path: 'notes' },
    ...{ recordTable: 'songs', recordId: 's1', base: 'A\n\nB\n\nC', mine: 'A: hers\n\nB\n\nC', ...over },
  });
const schema: SyncSchema = {
  tables: { songs: { fields: ['title', 'notes', 'longNotes'], text: ['notes', 'longNotes'] } },
  userTables: [],
  scopeTables: ['songs'],
  scopes: () => [],
};
const self = { userId: 'mia', clientId: 'a' };
const own = (of: Row, record: Row | undefined = row()) => ownTextConflict(of, self, schema, () => record);
const found = (over: Record<string, unknown> = {}, record = row()): TextConflict => ({
  ...{ conflict: conflict(over), record, table: 'songs', field: 'notes' },
});

describe('the owner of a text conflict', () => {
  it('[M4] is the device whose own edit came too late, and no other', () => {
    expect(own(conflict())).toMatchObject({ table: 'songs', field: 'notes' });
    expect(own(conflict({ path: 'long_notes' }))).toMatchObject({ field: 'longNotes' });
    for (const other of [
      ...[{ open: false }, { deletedAt: '2026-01-01' }, { mineBy: 'sam' }, { updatedClient: 'b' }],
      ...[{ path: 'title' }, { recordTable: 'elsewhere' }],
    ])
      expect(own(conflict(other))).toBeNull();
    expect(ownTextConflict(conflict(), self, schema, () => undefined)).toBeNull();
    expect(own(conflict(), row({ deletedAt: '2026-01-01' }))).toBeNull();
  });
});

describe('the text that resolves a conflict', () => {
  it('[M4] has the changes of both sides', () => {
    expect(settledText(found())).toEqual({ text: 'A: hers\n\nB\n\nC: his' });
  });

  it('[M5] is null where both changed one place, or where a value is not a text', () => {
    expect(settledText(found({ mine: 'A\n\nB\n\nC: hers' }))).toBeNull();
    for (const value of [7, ['x'], { a: 1 }]) {
      expect(settledText(found({ mine: value }))).toBeNull();
      expect(settledText(found({ base: value }))).toBeNull();
      expect(settledText(found({}, row({ notes: value })))).toBeNull();
    }
  });

  it('[M1] treats null as an empty text, and is null when nothing is left', () => {
    expect(settledText(found({ base: null, mine: null }, row({ notes: null })))).toEqual({ text: null });
    expect(settledText(found({ base: undefined, mine: undefined }, row({ notes: undefined })))).toEqual({ text: null });
    expect(settledText(found({ base: 'A', mine: '' }, row({ notes: 'A' })))).toEqual({ text: null });
  });

  it('[M4] is written once: pending changes of the text or the conflict go first', () => {
    const meta = { commit: 1, clientId: 'a', nextMutation: 5, sentUpTo: 0, term: 1, lastSyncAt: null };
    const entry = {
      scope: 'band',
      table: 'songs',
      record: 's1',
      op: 'update',
      base: 4,
      was: {},
      at: 0,
      id: 1,
    } as const;
    const plan = (entries: readonly unknown[], text: string | null = 'new') =>
      planTextMerge({ meta, scopes: {}, entries: entries as never }, 'band', found(), text, 9);
    expect(plan([])?.outboxPut).toHaveLength(2);
    expect(plan([], 'A\n\nB\n\nC: his')?.outboxPut).toHaveLength(1);
    expect(plan([{ ...entry, set: { title: 'x' } }])?.outboxPut).toHaveLength(2);
    expect(plan([{ ...entry, set: { notes: 'x' } }])).toBeNull();
    expect(plan([{ ...entry, op: 'delete', set: {} }])).toBeNull();
    expect(plan([{ ...entry, table: 'conflicts', record: 'c1', set: {} }])).toBeNull();
  });
});

describe('a text from a form that was opened earlier', () => {
  const table = { fields: ['notes'], text: ['notes'] };
  const onTop = (seen: unknown, mine: unknown, now: unknown, changedHere = true) =>
    textsOnTop(
      (mine === undefined ? {} : { notes: mine }) as never,
      row({ notes: seen }),
      row({ notes: now }),
      table,
      changedHere,
    );

  it('[M6] is rebased onto the current text', () => {
    expect(onTop('A\n\nB', 'A: hers\n\nB', 'A\n\nB: merged')).toEqual({ notes: 'A: hers\n\nB: merged' });
    expect(onTop(null, 'hers', 'here')).toEqual({ notes: expect.stringContaining('hers') });
    expect(onTop('A', null, 'A\n\nB')).toHaveProperty('notes');
  });

  it('[M6] stays unchanged without other edits, for other values, and where another device wrote', () => {
    expect(onTop('A', 'B', 'A')).toEqual({});
    expect(onTop('A', undefined, 'B')).toEqual({});
    expect(onTop(7, 'B', 'C')).toEqual({});
    expect(onTop('A', 7, 'C')).toEqual({});
    expect(onTop('A', 'B', 7)).toEqual({});
    expect(onTop('A', 'B', 'C', false)).toEqual({});
    expect(textsOnTop({ notes: 'x' }, row(), row(), { fields: ['notes'] }, true)).toEqual({});
  });
});

describe('a pause', () => {
  it('[F2] is what is left of it, and over when the clock was set back', () => {
    expect(remainingMs(1_000, 500, 1_200)).toBe(300);
    expect(remainingMs(1_000, 500, 2_000)).toBe(0);
    expect(remainingMs(1_000, 500, 0)).toBeLessThanOrEqual(500);
  });
});

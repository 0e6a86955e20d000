import { describe, expect, it } from 'vitest';
import { bandFile, readBandFile } from './band-file.ts';
import { BAND_TABLES, ENTITIES } from './entities.ts';
import type { Entity } from './fields/entity.ts';
import { mockValues } from './mock-values.ts';
import type { SyncedRow } from './synced-row.ts';
import type { BandRows } from './tables.ts';
import { type ImportRow, planImport, valuesOf } from './transfer-records.ts';
import { guessMapping, recordsOfTable, tableOf } from './transfer-table.ts';

const SONG = '0b9d5f0e-6f0a-4c6e-9d58-2f6f1f7a1c11';
const SETLIST = '1b9d5f0e-6f0a-4c6e-9d58-2f6f1f7a1c12';

/** A fixed sequence is random enough here: the same records in every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const row = (id: string, values: object): SyncedRow =>
  ({
    ...values,
    id,
    version: 1,
    seq: 1,
    createdAt: null,
    createdBy: null,
    updatedAt: null,
    updatedBy: null,
    deletedAt: null,
  }) as unknown as SyncedRow;

const mocked = (entity: Entity, known: number) => {
  const random = sequence(entity.table.length * 100 + known * 10);
  const records = { songs: [SONG], setlists: [SETLIST] };
  return Array.from({ length: 20 }, () => mockValues(entity, random, { known, records }));
};
const id = (index: number) => `2b9d5f0e-6f0a-4c6e-9d58-${String(index).padStart(12, '0')}`;
const rowsOf = (all: readonly object[]) => all.map((values, index) => row(id(index), values));

describe.each(Object.entries<Entity>(ENTITIES))('%s as a file', (table, entity) => {
  it.each([1, 0.5, 0])('come back from a table as they were, known at %f', (known) => {
    const all = mocked(entity, known);
    const [header = [], ...lines] = tableOf(entity, rowsOf(all));
    const mapping = guessMapping(entity, header);
    expect(mapping).toEqual(Object.keys(all[0] ?? {}));
    const back = recordsOfTable(entity, lines, mapping);
    expect(back.map(({ errors }) => errors)).toEqual(all.map(() => ({})));
    expect(back.map(({ values }) => values)).toEqual(all.map((values) => valuesOf(entity, values)));
  });

  it.each([1, 0.5, 0])('come back from a band file as they were, with their ids, known at %f', (known) => {
    const all = mocked(entity, known);
    const none = Object.fromEntries(BAND_TABLES.map((each) => [each, []])) as unknown as BandRows;
    const read = readBandFile(
      JSON.stringify(bandFile('A', { ...none, [table]: rowsOf(all) }, '2026-11-28T10:00:00.000Z')),
    );
    if (!read.ok) throw new Error(read.problem);
    const back = read.records[table as keyof typeof read.records];
    expect(back.map((each) => each.values)).toEqual(all);
    expect(back.map((each) => each.id)).toEqual(all.map((_, index) => id(index)));
    expect(planImport(entity, back, rowsOf(all), 'overwrite').map(({ kind }) => kind)).toEqual(all.map(() => 'same'));
  });
});

describe('cells that a spreadsheet would run as formulas', () => {
  it.each(['=1+1', '+49', '-x', '@a', "'=quoted", "it's", "''"])('%s is made harmless and comes back', (title) => {
    const [, [cell = ''] = []] = tableOf(ENTITIES.songs, [row(id(1), { title })]);
    expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    expect(recordsOfTable(ENTITIES.songs, [[cell]], ['title'])[0]?.values).toEqual({ title });
  });
});

describe('guessing the field of a column', () => {
  it('uses column names of other programs', () => {
    expect(guessMapping(ENTITIES.songs, ['Name', 'Interpret', 'Tempo', 'Länge', 'x', 'Genre'])).toEqual([
      'title',
      'artist',
      'bpm',
      'durationSeconds',
      null,
      'tags',
    ]);
  });

  it('reports errors by line and field, and keeps what was typed', () => {
    const read = recordsOfTable(
      ENTITIES.songs,
      [
        ['Creep', 'fast'],
        ['', ''],
        ['', '90'],
      ],
      ['title', 'bpm'],
    );
    expect(read).toMatchObject([
      { place: 2, values: { bpm: 'fast' }, errors: { bpm: 'BPM must be a whole number from 1 to 999' } },
      { place: 4, errors: { title: 'Title is required' } },
    ]);
  });
});

describe('planning an import', () => {
  const incoming = (place: number, values: object, from: string | null = null): ImportRow => ({
    place,
    id: from,
    values: { ...values },
    errors: {},
  });
  const creep = row(id(1), { title: 'Creep', artist: 'Radiohead', bpm: 92, key: null, tags: ['slow'] });

  it('never changes existing values unless the person chose to', () => {
    const file = [incoming(2, { title: 'CREEP', artist: 'radiohead', bpm: 100, key: 'G', tags: [] })];
    const plan = (mode: 'skip' | 'fill' | 'overwrite') => planImport(ENTITIES.songs, file, [creep], mode)[0];
    expect(plan('skip')).toMatchObject({ kind: 'skipped', id: creep.id });
    expect(plan('fill')).toMatchObject({ kind: 'change', set: { key: 'G' } });
    expect(plan('overwrite')).toMatchObject({
      kind: 'change',
      fields: ['title', 'artist', 'bpm', 'key', 'tags'],
      set: { bpm: 100, key: 'G', tags: [] },
    });
  });

  it('takes a record once, and sets fields missing in the file to unknown', () => {
    const file = [incoming(2, { title: 'Jolene' }), incoming(3, { title: 'jolene' }), incoming(4, { title: 'Creep' })];
    const plan = planImport(ENTITIES.songs, file, [creep], 'skip');
    expect(plan).toMatchObject([
      { kind: 'new', values: { title: 'Jolene', bpm: null, tags: [], notes: null } },
      { kind: 'duplicate', first: 2 },
      // Without an artist: not the one by Radiohead.
      { kind: 'new' },
    ]);
  });

  it('changes items of a setlist one by one, and maps song ids', () => {
    const item = (song: string, order: string) => ({ kind: 'song', order, song });
    const set = row(id(2), { name: 'Friday', items: { a: item(SONG, 'a0'), b: item(SONG, 'a1') } });
    const file = [incoming(1, { name: 'Friday', items: { a: item('old', 'a0'), c: item('old', 'a2') } }, 'elsewhere')];
    const [plan] = planImport(ENTITIES.setlists, file, [set], 'overwrite', () => SONG);
    expect(plan).toMatchObject({ kind: 'change', set: { 'items/b': null, 'items/c': item(SONG, 'a2') } });
  });
});

describe('a file of another program', () => {
  it.each([
    ['{"a":', 'not complete JSON'],
    ['[]', 'not exported from RockOn'],
    ['{"format":"rockon-band","version":2}', 'newer version'],
  ])('%s is refused in words', (text, words) => {
    expect(readBandFile(text)).toMatchObject({ ok: false, problem: expect.stringContaining(words) });
  });

  it('reports invalid records and reads the others', () => {
    const songs = [{ title: 'Good' }, { title: '', bpm: 0 }, 'x', { title: 'T', links: [{ url: 'javascript:x' }] }];
    const setlists = [{ name: 'S', items: 'x' }];
    const read = readBandFile(JSON.stringify({ format: 'rockon-band', version: 1, band: 'A', songs, setlists }));
    if (!read.ok) throw new Error(read.problem);
    expect(read.records.songs.map(({ errors }) => Object.keys(errors))).toEqual([
      [],
      ['title', 'bpm'],
      ['record'],
      ['links'],
    ]);
    expect(read.records.setlists.map(({ errors }) => Object.keys(errors))).toEqual([['items']]);
  });
});

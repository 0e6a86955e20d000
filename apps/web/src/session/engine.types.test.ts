import { type BandRow, type BandTables, bandSchema, type Show, type Song } from '@rockon/domain';
import type { SyncEngine, SyncSchema, TableSchemas } from '@rockon/sync';
import { useRecord, useRecords } from '@rockon/sync-react';
import { describe, expectTypeOf, it } from 'vitest';
import type { Engine } from './engine.ts';

// The compiler runs these: `npm run check -- types` fails where a right use does not compile, and where a wrong one does
// (an `@ts-expect-error` without an error is one). None of it is called.
declare const engine: Engine;
declare const show: Show;
declare const newSong: BandTables['songs']['values'];
const scope = 'band';
const song = { scope, table: 'songs', id: '1' } as const;
const setlist = { scope, table: 'setlists', id: '1' } as const;

const right = {
  query: () => engine.query({ scope, table: 'songs', where: ({ bpm }) => (bpm ?? 0) > 100 }).get(),
  record: () => engine.record(song).get(),
  rows: () => useRecords({ scope, table: 'shows', sort: (a, b) => a.name.localeCompare(b.name) }).rows,
  row: () => useRecord(setlist),
  insert: () => engine.repository.insert(scope, 'songs', { title: 'Creep', tags: [], links: [] }),
  insertAll: () => engine.repository.insertAll(scope, 'songs', [newSong]),
  update: (base: Song) => engine.repository.update(song, { bpm: 92, artist: null }, base),
  item: () => engine.repository.update(setlist, { 'items/a': { kind: 'break', order: 'a0', seconds: 600 } }),
  property: () => engine.repository.update(setlist, { 'items/a/bpm': 92, 'items/b': null }),
  mark: () => engine.repository.update({ scope, table: 'conflicts', id: '1' }, { open: false, resolution: 'mine' }),
};

const wrongTable = {
  // @ts-expect-error no such table
  query: () => engine.query({ scope, table: 'song' }),
  // @ts-expect-error no such table
  record: () => engine.record({ scope, table: 'song', id: '1' }),
  // @ts-expect-error no such table
  rows: () => useRecords({ scope, table: 'song' }),
  // @ts-expect-error no such table
  row: () => useRecord({ scope, table: 'song', id: '1' }),
  // @ts-expect-error no such table
  insert: () => engine.repository.insert(scope, 'song', newSong),
  // @ts-expect-error no such table
  insertAll: () => engine.repository.insertAll(scope, 'song', [newSong]),
  // @ts-expect-error no such table
  update: () => engine.repository.update({ scope, table: 'song', id: '1' }, { title: 'Creep' }),
  // @ts-expect-error no such table
  delete: () => engine.repository.delete({ scope, table: 'song', id: '1' }),
  // @ts-expect-error no such table
  unread: () => engine.unread(scope, 'song'),
};

const wrongField = {
  // @ts-expect-error songs have no `tempo`
  insert: () => engine.repository.insert(scope, 'songs', { ...newSong, tempo: 92 }),
  // @ts-expect-error a song needs a title
  missing: () => engine.repository.insert(scope, 'songs', { tags: [], links: [] }),
  // @ts-expect-error songs have no `tempo`
  update: () => engine.repository.update(song, { tempo: 92 }),
  // @ts-expect-error only the server sets system fields
  system: () => engine.repository.update(song, { updatedBy: 'me' }),
  // @ts-expect-error songs have no `tempo`
  where: () => useRecords({ scope, table: 'songs', where: ({ tempo }) => tempo > 100 }),
  // @ts-expect-error items have no `tempo`
  property: () => engine.repository.update(setlist, { 'items/a/tempo': 92 }),
  // @ts-expect-error songs have no map of items
  map: () => engine.repository.update(song, { 'items/a': null }),
  // @ts-expect-error a name that is known at run time only goes through `untyped`
  computed: (name: string) => engine.repository.update(song, { [name]: 'Creep' }),
};

const wrongValue = {
  // @ts-expect-error a number
  insert: () => engine.repository.insert(scope, 'songs', { ...newSong, bpm: '92' }),
  // @ts-expect-error a number
  update: () => engine.repository.update(song, { bpm: '92' }),
  // @ts-expect-error one of the statuses
  option: () => engine.repository.update(song, { status: 'maybe' }),
  // @ts-expect-error a title is never null
  required: () => engine.repository.update(song, { title: null }),
  // @ts-expect-error a number
  property: () => engine.repository.update(setlist, { 'items/a/bpm': 'fast' }),
  // @ts-expect-error an item has a kind and a place
  item: () => engine.repository.update(setlist, { 'items/a': { seconds: 600 } }),
};

const wrongRow = {
  // @ts-expect-error the base of a song is a song
  base: () => engine.repository.update(song, { bpm: 92 }, show),
  // @ts-expect-error rows of songs are no shows
  rows: (): readonly Show[] => useRecords({ scope, table: 'songs' }).rows,
  // @ts-expect-error a row of songs is no show
  row: (): Show | undefined => useRecord(song),
  // @ts-expect-error a row type is no table
  named: () => useRecords<Show>({ scope, table: 'songs' }),
  // @ts-expect-error songs are not sorted as shows
  sort: () => useRecords({ scope, table: 'songs', sort: (a: Show, b: Show) => a.name.localeCompare(b.name) }),
  // @ts-expect-error an engine of any table is not the band's
  engine: (any: SyncEngine): Engine => any,
};

const wrongSchema = {
  // @ts-expect-error songs have no field `tempo`
  field: { ...bandSchema.tables, songs: { fields: ['title', 'tempo'] } } satisfies TableSchemas<BandTables>,
  // @ts-expect-error the engine knows no option `quiet`
  option: { ...bandSchema.tables, songs: { fields: ['title'], quiet: true } } satisfies TableSchemas<BandTables>,
  // @ts-expect-error no such table
  order: { ...bandSchema, scopeTables: ['song'] } satisfies SyncSchema<BandTables>,
};

describe('the typed engine', () => {
  it('gives rows of the table that was asked for', () => {
    expectTypeOf(right.query).returns.toHaveProperty('rows').toEqualTypeOf<readonly BandRow<'songs'>[]>();
    expectTypeOf(right.record).returns.toEqualTypeOf<Song | undefined>();
    expectTypeOf(right.rows).returns.toEqualTypeOf<readonly Show[]>();
    expectTypeOf(right.row).returns.toEqualTypeOf<BandRow<'setlists'> | undefined>();
  });

  it('refuses a wrong table, field, value, row type and schema', () => {
    // One name per line that must not compile; the compiler has checked them above.
    expectTypeOf(wrongTable).toBeObject();
    expectTypeOf(wrongField).toBeObject();
    expectTypeOf(wrongValue).toBeObject();
    expectTypeOf(wrongRow).toBeObject();
    expectTypeOf(wrongSchema).toBeObject();
  });
});

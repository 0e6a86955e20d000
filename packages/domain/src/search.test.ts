import { expect, test } from 'vitest';
import { searchRecords } from './search.ts';
import type { BandRecord } from './tables.ts';

const facts = {
  version: 1,
  createdBy: null,
  createdAt: null,
  updatedBy: null,
  updatedAt: null,
  updatedClient: null,
  deletedAt: null,
};
const work = (table: BandRecord[0], id: string, values: Record<string, unknown>) =>
  [table, { id, ...facts, ...values }] as unknown as BandRecord;

const BOOK: readonly BandRecord[] = [
  work('songs', 'wonder', { title: 'Wonderwall', artist: 'Oasis', tags: ['encore'] }),
  work('songs', 'wall', { title: 'Another Brick in the Wall', artist: 'Pink Floyd', tags: [] }),
  work('songs', 'deja', { title: 'Déjà Vu', artist: 'Beyoncé', tags: [] }),
  work('setlists', 'friday', { name: 'Friday at the Wall' }),
  work('shows', 'forum', { name: 'Forum', venue: 'The Wall Club', date: '2026-11-28' }),
  work('practices', 'nameless', { name: null, date: '2026-12-03', place: 'Cellar' }),
];
const ids = (query: string, limit = 10) => searchRecords(BOOK, query, limit).map(([, { id }]) => id);

test('the name ranks above other fields, the start of a word above its middle', () => {
  expect(ids('wall')).toEqual(['wall', 'friday', 'wonder', 'forum']);
  expect(ids('won')).toEqual(['wonder']);
});

test('every word must match, ignoring accents and case', () => {
  expect(ids('DEJA beyonce')).toEqual(['deja']);
  expect(ids('deja oasis')).toEqual([]);
});

test('a record without a name is found by its day and place', () => {
  expect(ids('3 dec')).toEqual(['nameless']);
  expect(ids('cellar')).toEqual(['nameless']);
  expect(ids('2026-11-28')).toEqual(['forum']);
});

test('an empty query finds nothing, and the limit is kept', () => {
  expect(ids('  ')).toEqual([]);
  expect(ids('wall', 2)).toHaveLength(2);
});

test('`Title - Artist` finds the song: a dash is not a word', () => {
  expect(ids('wonderwall - oasis')).toEqual(['wonder']);
});

import type { Row } from '@rockon/sync';
import { describe, expect, it } from 'vitest';
import { lastChanged } from './last-changed.ts';
import { readMarkId } from './read-mark.ts';
import { bandSchema } from './schema.ts';
import type { Song } from './song.ts';
import { songComparer, songMatcher } from './song-list.ts';

const USER = '11111111-1111-4111-8111-111111111111';
const BAND = '22222222-2222-4222-8222-222222222222';
const SONG = '33333333-3333-4333-8333-333333333333';

const row = (values: Partial<Row>): Row => ({
  id: SONG,
  version: 3,
  createdBy: 'sarah',
  createdAt: '2026-11-01T10:00:00Z',
  updatedBy: 'sarah',
  updatedAt: '2026-11-02T10:00:00.5Z',
  updatedClient: 'device',
  deletedAt: null,
  ...values,
});

function unread(song: Partial<Row>, marks: Row[] = [], joined: string | null = '2026-10-01T00:00:00Z') {
  const members = joined === null ? [] : [row({ id: 'm', userId: USER, bandId: BAND, createdAt: joined })];
  return bandSchema.unread?.(row(song), {
    scope: BAND,
    userId: USER,
    since: '2026-11-02T00:00:00Z',
    read: (_scope, _table, id) => marks.find((mark) => mark.id === id),
    rows: () => members,
  });
}

describe('unread', () => {
  const mark = (seen: Partial<Row>, record = SONG) => row({ id: readMarkId(USER, record), ...seen });

  it('is what changed elsewhere and the user has not read', () => {
    expect(unread({})).toBe(true);
    expect(unread({}, [mark({ seenVersion: 2, seenAt: null })])).toBe(true);
    expect(unread({}, [mark({ seenVersion: 3, seenAt: null })])).toBe(false);
    expect(unread({}, [mark({ seenVersion: null, seenAt: '2026-11-02T10:00:00.500Z' })])).toBe(false);
    expect(unread({}, [mark({ seenVersion: null, seenAt: '2026-11-02T10:00:00.499Z' })])).toBe(true);
  });

  it("includes one's own changes on another device, but none from before this device had the band", () => {
    expect(unread({ updatedBy: USER })).toBe(true);
    expect(unread({ updatedBy: USER, updatedAt: '2026-11-01T23:00:00Z' })).toBe(false);
    expect(unread({ updatedBy: USER }, [mark({ seenVersion: 3 })])).toBe(false);
    expect(unread({ updatedBy: null })).toBe(false);
  });

  it('excludes changes from before joining and those of a band that the user left', () => {
    expect(unread({}, [], '2026-11-03T00:00:00Z')).toBe(false);
    expect(unread({}, [], null)).toBe(false);
  });

  it('is cleared for the whole band by one mark on the band', () => {
    expect(unread({}, [mark({ seenVersion: null, seenAt: '2026-11-05T00:00:00Z' }, BAND)])).toBe(false);
    expect(unread({}, [mark({ seenVersion: null, seenAt: '2026-11-01T00:00:00Z' }, BAND)])).toBe(true);
  });
});

describe('read marks', () => {
  it('have one id per person and record, a UUID, the same on every device', () => {
    const id = readMarkId(USER, SONG);
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(id).toBe(readMarkId(USER, SONG.toUpperCase()));
    expect(id).not.toBe(readMarkId(USER, BAND));
  });
});

describe('the sync schema', () => {
  it('opens the bands of live memberships, in a stable order', () => {
    const rows = [
      row({ userId: USER, bandId: 'b' }),
      row({ userId: USER, bandId: 'a' }),
      row({ userId: USER, bandId: 'gone', deletedAt: '2026-11-02T10:00:00Z' }),
    ];
    expect(bandSchema.scopes(() => rows, USER)).toEqual(['a', 'b']);
  });

  it('lists only tables that it describes', () => {
    for (const table of [...bandSchema.userTables, ...bandSchema.scopeTables])
      expect(Object.keys(bandSchema.tables)).toContain(table);
    expect(bandSchema.tables.songs.fields).toEqual([
      'title',
      'artist',
      'album',
      'key',
      'bpm',
      'durationSeconds',
      'tuning',
      'difficulty',
      'status',
      'tags',
      'links',
      'notes',
    ]);
  });
});

describe('the list of songs', () => {
  const song = (values: Partial<Song>) => ({ tags: [], artist: null, album: null, ...row({}), ...values }) as Song;

  it('finds every word, ignoring accents and case', () => {
    const song1 = song({ title: 'Déjà Vu', artist: 'Beyoncé', tags: ['2000s'] });
    expect(songMatcher('deja beyonce')(song1)).toBe(true);
    expect(songMatcher('2000 VU')(song1)).toBe(true);
    expect(songMatcher('deja - beyonce')(song1)).toBe(true);
    expect(songMatcher('deja oasis')(song1)).toBe(false);
    expect(songMatcher('  ')(song1)).toBe(true);
  });

  it('sorts unknown values last in both directions', () => {
    const songs = [
      song({ id: 'a', title: 'A', bpm: null }),
      song({ id: 'b', title: 'B', bpm: 90 }),
      song({ id: 'c', title: 'C', bpm: 120 }),
    ];
    const order = (descending: boolean) => [...songs].sort(songComparer('bpm', descending)).map(({ id }) => id);
    expect(order(false)).toEqual(['b', 'c', 'a']);
    expect(order(true)).toEqual(['c', 'b', 'a']);
    expect(songComparer('bpm', true)).toBe(songComparer('bpm', true));
  });

  it('finds the latest changes, unsent ones first', () => {
    const songs = [
      song({ id: 'old', title: 'Old', updatedAt: '2026-01-01T00:00:00Z' }),
      song({ id: 'new', title: 'New', updatedAt: '2026-03-01T00:00:00Z' }),
      song({ id: 'unsent', title: 'Unsent', updatedAt: null }),
      song({ id: 'mid', title: 'Mid', updatedAt: '2026-02-01T00:00:00Z' }),
    ];
    expect(
      lastChanged(
        songs.map((each) => ['songs', each]),
        3,
      ).map(([, { id }]) => id),
    ).toEqual(['unsent', 'new', 'mid']);
  });
});

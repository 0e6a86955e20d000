import { describe, expect, it } from 'vitest';
import { addDays } from './calendar.ts';
import { demoPractice, demoSetlist, demoShows, demoSongs } from './demo-band.ts';
import { formatDuration, formatTotal, parseDuration } from './duration.ts';
import { tickOf, valueInWords } from './field-labels.ts';
import { conflictInWords, deletionSide } from './format-conflict.ts';
import { isWebAddress, linkLabel, parseLinks } from './links.ts';
import { noticeOf, summaryOf } from './notices.ts';
import { invitableRoles } from './permissions.ts';
import { avatarColor, bandInitials, initials } from './person.ts';
import { practice } from './practice.ts';
import { setlist } from './setlist.ts';
import { show } from './show.ts';
import { song } from './song.ts';
import { parseTags } from './tags.ts';

describe('durations', () => {
  it.each([
    ['4:18', 258],
    [' 0:07 ', 7],
    ['1:02:03', 3723],
    ['75:00', 4500],
    ['4', 240],
    ['258', 258],
  ])('reads %s as %i seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', 'four', '4:5', '4:60', '1:60:00', '-4:00', '4:18:', '4.18'])('does not guess at %j', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it('formats what it parses', () => {
    for (const seconds of [1, 59, 60, 258, 3599, 3600, 36_000])
      expect(parseDuration(formatDuration(seconds))).toBe(seconds);
    expect(formatTotal(11_520)).toBe('3 h 12 min');
    expect(formatTotal(7200)).toBe('2 h');
    expect(formatTotal(150)).toBe('3 min');
  });
});

describe('links', () => {
  it.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://x.y', 'https://', '//evil.example', ' https:evil', ''])(
    'never opens %j',
    (url) => {
      expect(isWebAddress(url)).toBe(false);
    },
  );

  it('are labeled by their name, their service or their host', () => {
    expect(linkLabel({ url: 'https://www.youtube.com/watch?v=1' })).toBe('YouTube');
    expect(linkLabel({ url: 'https://open.spotify.com/track/1' })).toBe('Spotify');
    expect(linkLabel({ url: 'https://www.example.org/x' })).toBe('example.org');
    expect(linkLabel({ url: 'https://notyoutube.com/x' })).toBe('notyoutube.com');
    expect(linkLabel({ url: 'https://youtu.be/1', label: 'Live 1995' })).toBe('Live 1995');
    expect(parseLinks('\n https://a.example \n\nhttps://b.example  Good  tab\n')).toEqual([
      { url: 'https://a.example' },
      { url: 'https://b.example', label: 'Good tab' },
    ]);
  });
});

describe('tags', () => {
  it('are split at commas, without duplicates', () => {
    expect(parseTags('opener, #Rock,, rock ,\nslow build')).toEqual(['opener', 'Rock', 'slow build']);
  });
});

describe('people', () => {
  it('have initials and a color of their own', () => {
    expect(initials('Mia Keller')).toBe('MK');
    expect(initials('  bono ')).toBe('B');
    expect(initials('')).toBe('?');
    expect(bandInitials('The Night Lorries')).toBe('NL');
    expect(bandInitials('The The')).toBe('T');
    expect(bandInitials('the')).toBe('T');
    expect(avatarColor('a', null)).toBe(avatarColor('a', null));
    expect(avatarColor('a', { color: '#123456' })).toBe('#123456');
    expect(avatarColor('a', { color: 'red;background:url(x)' })).toMatch(/^#[0-9a-f]{6}$/);
  });
});

describe('notices', () => {
  const row = { title: 'Wonderwall', artist: 'Oasis' };
  it('say who did what to which item', () => {
    const change = { table: 'songs', id: '1', op: 'insert', row, paths: [], by: 'u' } as const;
    expect(noticeOf(change, 'Sarah')).toEqual({ title: 'Sarah added a song', detail: '“Wonderwall” by Oasis' });
    expect(noticeOf({ ...change, row: { title: 'Jam' } }, null)).toEqual({
      title: 'You added a song',
      detail: '“Jam”',
    });
    expect(noticeOf({ ...change, op: 'update', paths: ['durationSeconds', 'bpm'] }, 'Tom')).toEqual({
      title: 'Tom changed a song',
      detail: '“Wonderwall” by Oasis: duration, BPM',
    });
    expect(noticeOf({ ...change, op: 'delete', row: null }, 'Tom')).toEqual({
      title: 'Tom deleted a song',
      detail: null,
    });
  });
  it.each([
    ['songs', { title: 'Jolene', artist: 'Dolly Parton' }, 'a song', '“Jolene” by Dolly Parton'],
    ['setlists', { name: 'Friday' }, 'a setlist', '“Friday”'],
    ['shows', { name: 'At the Forum', date: '2026-12-04' }, 'a show', '“At the Forum”'],
    ['practices', { name: null, date: '2026-12-04' }, 'a practice', '“Fri, Dec 4, 2026”'],
  ])('know all that is done to one of the %s', (table, record, noun, item) => {
    const told = (op: 'insert' | 'update' | 'delete' | 'restore') =>
      noticeOf({ table, id: '1', op, row: record, paths: op === 'update' ? ['notes'] : [], by: 'u' }, 'Sarah');
    expect(told('insert')).toEqual({ title: `Sarah added ${noun}`, detail: item });
    expect(told('update')).toEqual({ title: `Sarah changed ${noun}`, detail: `${item}: notes` });
    expect(told('delete')).toEqual({ title: `Sarah deleted ${noun}`, detail: item });
    expect(told('restore')).toEqual({ title: `Sarah restored ${noun}`, detail: item });
  });
  it('name a kind of change once, however often it occurs', () => {
    const paths = ['items/a', 'items/b', 'items/c/order'];
    const change = { table: 'setlists', id: '1', op: 'update', row: { name: 'Friday' }, paths, by: 'u' } as const;
    expect(noticeOf(change, 'Sarah').detail).toBe('“Friday”: item, item order');
    expect(noticeOf({ ...change, paths: ['name', 'notes', 'targetSeconds', 'startsAt'] }, 'Sarah').detail).toBe(
      '“Friday”',
    );
  });
  it('name the changed items if they are few', () => {
    const items = { a: { kind: 'song', title: 'Creep' }, b: { kind: 'song', title: 'Jolene' }, c: { kind: 'break' } };
    const change = { table: 'setlists', id: '1', op: 'update', row: { name: 'Friday', items }, by: 'u' } as const;
    const detail = (...paths: string[]) => noticeOf({ ...change, paths }, 'Sarah').detail;
    expect(detail('items/b/order')).toBe('“Friday”: moved “Jolene”');
    expect(detail('items/a', 'items/c')).toBe('“Friday”: added “Creep”, added a break');
    expect(detail('items/a/key', 'items/c/seconds')).toBe('“Friday”: key of “Creep”, duration of a break');
    expect(detail('items/a', 'items/b', 'items/c', 'name')).toBe('“Friday”: item, name');
  });
  it('say that an item was checked off or unchecked', () => {
    const objectives = { a: { text: 'Tight endings', done: true }, b: { text: 'No fills', done: null } };
    const paths = ['objectives/a/done', 'objectives/b/done'];
    const change = {
      table: 'practices',
      id: '1',
      op: 'update',
      row: { name: 'Monday', objectives },
      paths,
      by: 'u',
    } as const;
    expect(noticeOf(change, 'Sarah').detail).toBe('“Monday”: checked off “Tight endings”, unchecked “No fills”');
    expect(tickOf('objectives/a/done', true, null, { objectives })).toBe('Checked off “Tight endings”');
    expect(tickOf('objectives/gone/done', null, { objectives })).toBe('Unchecked an item');
  });
  it('are combined if they are many', () => {
    expect(summaryOf(3, ['Sarah', 'Sarah', 'Sarah']).title).toBe('3 new changes by Sarah');
    expect(summaryOf(1, ['Sarah']).title).toBe('1 new change by Sarah');
    expect(summaryOf(9, ['Sarah', 'Tom', 'Mia', 'Jo']).title).toBe('9 new changes by Sarah, Tom, and 2 more');
  });
});

describe('conflicts as text', () => {
  const conflict = { path: 'key', theirs: 'A', theirsBy: 's', mine: 'G', mineBy: 'm' };
  it('name both versions and both people', () => {
    const words = conflictInWords(conflict as Parameters<typeof conflictInWords>[0], 'm', () => 'Sarah');
    expect(words).toBe('Two versions of the key: A by Sarah, G by you');
    const slow = { ...conflict, path: 'duration_seconds', theirs: 258, mine: null };
    expect(conflictInWords(slow as Parameters<typeof conflictInWords>[0], 'm', () => 'Sarah')).toBe(
      'Two versions of the duration: 4:18 by Sarah, empty by you',
    );
    expect(valueInWords('durationSeconds', 258)).toBe('4:18');
    expect(valueInWords('tags', ['a', 'b'])).toBe('a, b');
    expect(valueInWords('notes', null)).toBe('empty');
  });
});

describe('conflicts about a deletion', () => {
  const conflict = { path: 'deleted_at', theirsBy: 's', mineBy: 'm' };
  const words = (values: object) =>
    conflictInWords({ ...conflict, ...values } as Parameters<typeof conflictInWords>[0], 'm', () => 'Sarah');

  it('say who changed and who deleted, whichever came late', () => {
    const at = '2026-11-02T10:00:00Z';
    expect(words({ mine: { duration_seconds: 200 }, theirs: at })).toBe('Changed by you, deleted by Sarah');
    expect(words({ mine: at, theirs: null })).toBe('Changed by Sarah, deleted by you');
  });

  it('return the typed values by field', () => {
    expect(deletionSide({ duration_seconds: 200, key: 'A' })).toEqual({ durationSeconds: 200, key: 'A' });
    expect(deletionSide('2026-11-02T10:00:00Z')).toBe('deleted');
    expect(deletionSide(null)).toEqual({});
  });
});

describe('inviting', () => {
  it("offers roles up to one's own, never owner", () => {
    expect(invitableRoles('viewer')).toEqual([]);
    expect(invitableRoles('member')).toEqual(['member', 'viewer']);
    expect(invitableRoles('admin')).toEqual(['member', 'viewer', 'admin']);
    expect(invitableRoles('owner')).toEqual(['member', 'viewer', 'admin']);
  });
});

describe('the demo band', () => {
  it('has about forty songs that the schema accepts', () => {
    const songs = demoSongs();
    expect(songs.length).toBeGreaterThanOrEqual(40);
    expect(new Set(songs.map((song) => song.title)).size).toBe(songs.length);
    for (const each of songs) expect(song.schema.parse(each)).toEqual(each);
    expect(songs.filter((song) => song.durationSeconds === null)).toEqual([]);
  });

  it('has a setlist, shows and a practice of its songs that the schemas accept', () => {
    const songs = demoSongs().map((each, index) => ({
      ...each,
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    }));
    const set = demoSetlist(songs);
    expect(setlist.schema.parse(set)).toEqual(set);
    expect(Object.values(set.items).filter(({ kind }) => kind === 'song')).toHaveLength(21);
    for (const each of demoShows(songs[0]?.id ?? '', 'Europe/Berlin', (days) => addDays('2026-11-28', days)))
      expect(show.schema.parse(each)).toEqual(each);
    const rehearsal = demoPractice(songs, null, '2026-12-01');
    expect(practice.schema.parse(rehearsal)).toEqual(rehearsal);
  });
});

import { describe, expect, test } from 'vitest';
import { byLastDay, songHistory as historyUntil, lastDay, playedMatcher } from './song-history.ts';

const songHistory = (...rows: Parameters<typeof historyUntil> extends [...infer Rows, number] ? Rows : never) =>
  historyUntil(...rows, Date.UTC(2026, 11, 31, 12));

const set = (id: string, ...songs: string[]) => ({
  id,
  items: Object.fromEntries(
    songs.map((song, place) => [`i${place}`, { kind: 'song' as const, song, order: `a${place}` }]),
  ),
});
const show = (
  date: string | null,
  setlistId: string | null,
  status: 'played' | 'confirmed' | 'cancelled' = 'played',
) => ({
  date,
  timeZone: 'UTC',
  setlistId,
  status,
});
const practice = (date: string | null, songs: readonly string[], status: 'done' | 'planned' = 'done') => ({
  date,
  timeZone: 'UTC',
  status,
  agenda: Object.fromEntries(songs.map((song, place) => [`a${place}`, { kind: 'song' as const, song, order: 'a0' }])),
});

test('the last day and the number of shows do not depend on the order of rows', () => {
  const history = songHistory(
    [show('2026-05-02', 'one'), show('2026-11-20', 'two'), show('2026-01-09', 'one')],
    [set('one', 'creep', 'jolene'), set('two', 'creep')],
    [],
  );
  expect(history.get('creep')).toMatchObject({ lastPlayed: '2026-11-20', timesPlayed: 3, lastPracticed: null });
  expect(history.get('jolene')).toMatchObject({ lastPlayed: '2026-05-02', timesPlayed: 2, lastPracticed: null });
});

test('planned or canceled shows do not count as played', () => {
  const sets = [set('one', 'creep')];
  const planned = [show('2026-05-02', 'one', 'confirmed'), show('2026-05-03', 'one', 'cancelled')];
  expect(songHistory(planned, sets, [practice('2026-05-04', ['creep'], 'planned')]).size).toBe(0);
});

test('twice in one show counts once', () => {
  expect(songHistory([show('2026-05-02', 'one')], [set('one', 'creep', 'creep')], []).get('creep')?.timesPlayed).toBe(
    1,
  );
});

test('a show without a day counts but has no last day; one without its setlist has no effect', () => {
  const history = songHistory(
    [show(null, 'one'), show('2026-05-02', 'gone'), show('2026-05-02', null)],
    [set('one', 'creep')],
    [],
  );
  expect(history.get('creep')).toMatchObject({ lastPlayed: null, timesPlayed: 1, lastPracticed: null });
});

test('a show marked as played before its day counts, but its day is not the last one', () => {
  const shows = [show('2026-05-02', 'one'), show('2027-01-02', 'one')];
  expect(songHistory(shows, [set('one', 'creep')], [practice('2027-01-03', ['creep'])]).get('creep')).toEqual({
    lastPlayed: '2026-05-02',
    timesPlayed: 2,
    lastPracticed: null,
    timesPracticed: 1,
  });
});

test('completed practices set the last day that a song was practiced', () => {
  const history = songHistory(
    [],
    [],
    [practice('2026-03-01', ['creep']), practice('2026-04-01', ['creep', 'jolene']), practice(null, ['creep'])],
  );
  expect(history.get('creep')).toMatchObject({
    lastPlayed: null,
    timesPlayed: 0,
    lastPracticed: '2026-04-01',
    timesPracticed: 3,
  });
  expect(history.get('jolene')?.lastPracticed).toBe('2026-04-01');
});

test('topics of an agenda and breaks of a setlist are not songs', () => {
  const items = { b: { kind: 'break' as const, order: 'a0', song: 'creep' } };
  const agenda = { t: { kind: 'topic' as const, order: 'a0', song: 'creep' } };
  expect(
    songHistory(
      [show('2026-05-02', 'one')],
      [{ id: 'one', items }],
      [{ date: null, timeZone: null, status: 'done', agenda }],
    ).size,
  ).toBe(0);
});

describe('a list of songs', () => {
  const bySong = songHistory(
    [show('2026-05-02', 'old'), show('2026-11-20', 'new'), show(null, 'undated'), show('2026-08-28', 'edge')],
    [set('old', 'jolene'), set('new', 'creep'), set('undated', 'africa'), set('edge', 'wonderwall')],
    [practice('2026-06-01', ['yesterday']), practice(null, ['help'])],
  );
  const songs = ['africa', 'creep', 'help', 'jolene', 'wonderwall', 'yesterday'].map((id) => ({ id }));
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

  test('is sorted by the last day; unknown ones come last both ways and keep their order', () => {
    const unknown = ['africa', 'help', 'yesterday'];
    expect(ids(byLastDay(songs, bySong, 'played', false))).toEqual(['jolene', 'wonderwall', 'creep', ...unknown]);
    expect(ids(byLastDay(songs, bySong, 'played', true))).toEqual(['creep', 'wonderwall', 'jolene', ...unknown]);
    expect(ids(byLastDay(songs, bySong, 'practiced', true))[0]).toBe('yesterday');
  });

  test('says "never" only if the history is complete, and nothing for an event without a date', () => {
    const told = (id: string, complete: boolean) => lastDay(bySong.get(id), 'played', complete);
    expect(told('creep', false)).toEqual({ day: '2026-11-20' });
    expect([told('yesterday', true), told('yesterday', false)]).toEqual(['never', null]);
    expect(told('africa', true)).toBeNull();
    expect(lastDay(bySong.get('help'), 'practiced', true)).toBeNull();
    expect(lastDay(undefined, 'practiced', true)).toBe('never');
  });

  test('can be filtered to songs never played, or not played for three months', () => {
    const left = (filter: 'never' | '3-months', today: string) =>
      ids(songs.filter(playedMatcher(bySong, filter, today)));
    expect(left('never', '2026-11-28')).toEqual(['help', 'yesterday']);
    expect(left('3-months', '2026-11-28')).toEqual(['jolene', 'wonderwall']);
    expect(left('3-months', '2026-11-27')).toEqual(['jolene']);
  });
});

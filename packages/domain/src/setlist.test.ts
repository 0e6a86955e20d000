import { describe, expect, it } from 'vitest';
import { orderKeys } from './fields/order.ts';
import { pathsToAdd, pathsToMove, placeOf } from './item-changes.ts';
import { type SetlistItem, setlist } from './setlist.ts';
import { copyOf, nameOfCopy, placeInSection } from './setlist-changes.ts';
import { againstTarget, clockAfter, type SetSong, setlistView } from './setlist-lines.ts';

const song = (id: string, more: Partial<SetSong> = {}): SetSong => ({
  id,
  title: id.toUpperCase(),
  artist: null,
  key: null,
  bpm: null,
  durationSeconds: null,
  tuning: null,
  ...more,
});
const set = (...items: readonly Omit<SetlistItem, 'order'>[]): Record<string, SetlistItem> => {
  const keys = orderKeys(items.length);
  return Object.fromEntries(items.map((item, index) => [`i${index}`, { ...item, order: keys[index] ?? '' }]));
};
const of = (id: string, more: Partial<SetlistItem> = {}) => ({ kind: 'song', song: id, title: id, ...more }) as const;
const read = (items: Record<string, SetlistItem>, songs: readonly SetSong[], start: string | null = null, all = true) =>
  setlistView(items, new Map(songs.map((each) => [each.id, each])), all, start);

describe('a setlist for display', () => {
  it('numbers songs through the whole set and computes start times, past midnight too', () => {
    const songs = [song('a', { durationSeconds: 240 }), song('b', { durationSeconds: 200 })];
    const items = set({ kind: 'section', title: 'Late' }, of('a'), { kind: 'break', seconds: 600 }, of('b'));
    const { lines, sum, end } = read(items, songs, '23:50');
    expect(lines.map(({ number }) => number)).toEqual([null, 1, null, 2]);
    expect(lines.map(({ clock }) => clock)).toEqual(['23:50', '23:50', '23:54', '00:04']);
    expect(sum).toEqual({ songs: 2, seconds: 1040, unknown: 0 });
    expect(end).toEqual({ clock: '00:07', exact: true });
    expect(clockAfter('20:30', 0)).toBe('20:30');
  });

  it('counts items without a duration separately and never guesses one', () => {
    const items = set(of('a'), of('b'), { kind: 'break', title: 'Pause' }, of('c'));
    const { lines, sum, end } = read(items, [song('a', { durationSeconds: 60 }), song('b'), song('c')], '20:00');
    expect(sum).toEqual({ songs: 3, seconds: 60, unknown: 3 });
    expect(lines.map(({ clock, exact }) => [clock, exact])).toEqual([
      ['20:00', true],
      ['20:01', true],
      ['20:01', false],
      ['20:01', false],
    ]);
    expect(end).toEqual({ clock: '20:01', exact: false });
    expect(read(items, []).end).toBeNull();
  });

  it('sums each section up to the next section or break', () => {
    const songs = ['a', 'b', 'c', 'd'].map((id) => song(id, { durationSeconds: 100 }));
    const items = set(
      { kind: 'section', title: '1' },
      of('a'),
      of('b'),
      { kind: 'section', title: '2' },
      of('c'),
      { kind: 'break', seconds: 5 },
      of('d'),
    );
    const { lines } = read(items, songs);
    expect(lines.map(({ sum }) => sum?.songs ?? null)).toEqual([2, null, null, 1, null, null, null]);
  });

  it("shows a deleted song's old title, and calls it deleted only when that is certain", () => {
    const items = set(of('Gone', { title: 'Creep' }));
    expect(read(items, []).lines[0]).toMatchObject({ title: 'Creep', gone: true, seconds: null });
    expect(read(items, [], null, false).lines[0]).toMatchObject({ title: 'Creep', gone: false });
  });

  it("prefers tonight's values to the song's", () => {
    const items = set(of('a', { key: 'F', bpm: 100 }));
    expect(read(items, [song('a', { key: 'G', bpm: 92, tuning: 'Drop D' })]).lines[0]).toMatchObject({
      key: 'F',
      bpm: 100,
      tuning: 'Drop D',
    });
  });

  it('compares with the target duration', () => {
    const sum = { songs: 1, seconds: 90, unknown: 0 };
    expect(againstTarget(sum, 60)).toEqual({ left: 0, over: 30, share: 1.5 });
    expect(againstTarget(sum, 120)).toEqual({ left: 30, over: 0, share: 0.75 });
    expect(againstTarget(sum, null)).toBeNull();
  });

  it('reads a bare number as minutes for the target', () => {
    expect(setlist.fields.targetSeconds.parse('90')).toBe(5400);
    expect(setlist.fields.targetSeconds.parse('1:30:00')).toBe(5400);
    expect(setlist.fields.targetSeconds.parse('')).toBeNull();
  });
});

describe('hints between rows', () => {
  const hints = (songs: readonly SetSong[], items = set(...songs.map(({ id }) => of(id)))) =>
    read(items, songs).lines.map((line) => line.hints.map(({ text }) => text));

  it('say when to retune; an unknown tuning gives none', () => {
    const songs = ['Standard', 'Drop D', null, 'Drop D', 'Standard', 'Capo 2', 'Capo 4', 'Standard'].map((tuning, i) =>
      song(`s${i}`, { tuning }),
    );
    expect(hints(songs)).toEqual([
      [],
      ['Retune: Standard to Drop D'],
      [],
      [],
      ['Retune: Drop D to Standard'],
      ['Capo 2'],
      ['Capo 4'],
      ['Capo off'],
    ]);
  });

  it.each([
    ['Standard', 'Standard, capo 2', 'Capo 2'],
    ['Standard, capo 2', 'Standard', 'Capo off'],
    ['Capo 2', 'Standard, capo 2', undefined],
    ['Drop D', 'Drop D, capo 3', 'Capo 3'],
    ['Capo 2', 'Drop D', 'Capo off, retune to Drop D'],
    ['Standard', 'Drop D, capo 2', 'Retune: Standard to Drop D, capo 2'],
  ])('say only what changes from %s to %s', (before, now, hint) => {
    const songs = [song('a', { tuning: before }), song('b', { tuning: now })];
    expect(hints(songs)[1]?.[0]).toBe(hint);
  });

  it('say once when the third song in a row has the same key; a break starts over', () => {
    const songs = ['a', 'b', 'c', 'd'].map((id) => song(id, { key: 'Em' }));
    expect(hints(songs)).toEqual([[], [], ['Third song in a row in Em'], []]);
    expect(hints(songs, set(of('a'), of('b'), { kind: 'break', seconds: 60 }, of('c')))).toEqual([[], [], [], []]);
  });

  it('say when the tempo jumps', () => {
    const songs = [song('a', { bpm: 80 }), song('b', { bpm: 128 }), song('c', { bpm: 212 })];
    expect(hints(songs)).toEqual([[], [], ['Tempo change: 128 to 212 BPM']]);
  });
});

describe('moves by menu', () => {
  const items = set(of('a'), { kind: 'section', title: 'S' }, of('b'), of('c'), { kind: 'break', seconds: 9 }, of('d'));
  it.each([
    ['up', ['i2'], ['i0', 'i2', 'i1', 'i3', 'i4', 'i5']],
    ['down', ['i2'], ['i0', 'i1', 'i3', 'i2', 'i4', 'i5']],
    ['down', ['i2', 'i3'], ['i0', 'i1', 'i4', 'i2', 'i3', 'i5']],
    ['up', ['i2', 'i3'], ['i0', 'i2', 'i3', 'i1', 'i4', 'i5']],
    ['up', ['i0'], ['i0', 'i1', 'i2', 'i3', 'i4', 'i5']],
    ['down', ['i5'], ['i0', 'i1', 'i2', 'i3', 'i4', 'i5']],
    ['top', ['i5'], ['i5', 'i0', 'i1', 'i2', 'i3', 'i4']],
    ['bottom', ['i0', 'i2'], ['i1', 'i3', 'i4', 'i5', 'i0', 'i2']],
    [{ section: 'i1' }, ['i5'], ['i0', 'i1', 'i2', 'i3', 'i5', 'i4']],
  ] as const)('%s', (to, ids, expected) => {
    const index = typeof to === 'string' ? placeOf(items, ids, to) : placeInSection(items, ids, to.section);
    const moved = structuredClone(items) as Record<string, { order: string }>;
    for (const [path, order] of Object.entries(pathsToMove('items', items, ids, index ?? 0))) {
      const item = moved[path.split('/')[1] ?? ''];
      if (item !== undefined) item.order = String(order);
    }
    const order = Object.keys(moved).sort((a, b) => ((moved[a]?.order ?? '') < (moved[b]?.order ?? '') ? -1 : 1));
    expect(order).toEqual(expected);
  });

  it('write nothing if nothing moves', () => {
    expect(pathsToMove('items', items, ['i0'], 0)).toEqual({});
    expect(placeOf(items, ['elsewhere'], 'up')).toBeNull();
    expect(placeInSection(items, ['i0'], 'elsewhere')).toBeNull();
  });

  it('add new items without undefined properties', () => {
    const added = pathsToAdd('items', {}, [['n', { kind: 'break', title: undefined, seconds: 60 }]], 0);
    expect(Object.keys(added)).toEqual(['items/n']);
    expect(added['items/n']).toEqual({ kind: 'break', seconds: 60, order: expect.any(String) });
  });
});

describe('copies', () => {
  it('have a name of their own and say where they come from', () => {
    expect(nameOfCopy('Friday', ['Friday'])).toBe('Friday (copy)');
    expect(nameOfCopy('Friday (copy)', ['Friday', 'Friday (copy)'])).toBe('Friday (copy 2)');
    const values = {
      name: 'Friday',
      targetSeconds: 60,
      startsAt: '20:00',
      notes: 'x',
      items: set(of('a')),
      forkedFrom: null,
    };
    const copy = copyOf({ ...values, id: 'f' }, 'A'.repeat(200));
    expect(copy).toMatchObject({ name: 'A'.repeat(120), forkedFrom: 'f', items: values.items });
    expect(setlist.schema.safeParse({ ...copy, forkedFrom: null, items: {} }).success).toBe(true);
  });
});

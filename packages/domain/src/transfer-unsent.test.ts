import type { Json } from '@rockon/sync';
import { describe, expect, it } from 'vitest';
import { readBandFile } from './band-file.ts';
import { ENTITIES } from './entities.ts';
import type { SyncedRow } from './synced-row.ts';
import { type OnExisting, planImport } from './transfer-records.ts';
import { type UnsentOfBand, unsentFile } from './transfer-unsent.ts';
import { combined, fitsNewRecord, newRecordOf, type Unsent, unsentLines, unsentText } from './unsent.ts';

const AT = Date.UTC(2026, 10, 28, 20, 15);
const JOLENE = { title: 'Jolene', artist: 'Dolly Parton' };
const change = (some: Partial<Unsent>): Unsent => ({
  ...{ table: 'songs', id: 's1', op: 'update', set: {}, was: {}, label: {}, at: AT },
  ...some,
});
const artist = change({ set: { artist: 'Miley Cyrus' }, was: { artist: 'Dolly Parton' }, label: JOLENE });
const row = (id: string, values: object): SyncedRow =>
  ({ ...values, id, version: 1, createdAt: null, updatedAt: null, deletedAt: null }) as unknown as SyncedRow;

function imported(bands: readonly UnsentOfBand[], rows: readonly SyncedRow[], mode: OnExisting = 'overwrite') {
  const file = JSON.stringify(unsentFile(bands, '2026-11-28T20:20:00.000Z'));
  const read = readBandFile(file, 'band-1');
  if (!read.ok) throw new Error(read.problem);
  return { read, plan: planImport(ENTITIES.songs, read.records.songs, rows, mode) };
}
const band = (...changes: readonly Unsent[]): UnsentOfBand => ({
  ...{ id: 'band-1', band: 'The Quiet Ones' },
  changes: changes.map((each) => ({ ...each, problem: null })),
});

describe('an unsent change in words', () => {
  it('has the record’s name, and each field with its old and new value', () => {
    expect(unsentLines(artist)).toEqual([
      { path: 'artist', field: 'Artist', before: 'Dolly Parton', after: 'Miley Cyrus' },
    ]);
    expect(unsentText(artist)).toBe('“Jolene” by Miley Cyrus\nArtist: Miley Cyrus (was: Dolly Parton)');
    const added = change({ op: 'insert', set: { title: 'Creep', bpm: 92, key: null, tags: [] } });
    expect(unsentText(added)).toBe('“Creep”\nTitle: Creep\nBPM: 92');
  });

  it('names the item whose property was changed, where the change has it', () => {
    const items = change({
      table: 'setlists',
      set: { 'items/a': { kind: 'song', title: 'Creep', order: 'a0' }, 'items/a/order': 'b', 'items/b/note': 'slow' },
    });
    expect(unsentLines(items).map(({ field, after }) => [field, after])).toEqual([
      ['“Creep”', 'Creep'],
      ['Item note', 'slow'],
    ]);
  });
});

describe('a change whose record is gone', () => {
  it('becomes the values of a new record', () => {
    expect(newRecordOf(ENTITIES.songs, artist)).toEqual({ title: 'Jolene', artist: 'Miley Cyrus' });
    const item = { kind: 'song', title: 'Creep', order: 'a0' };
    const set = { 'items/a': item, 'items/b/note': 'slow', 'items/c': null, name: 'Friday' };
    const setlist = change({ table: 'setlists', set, label: { name: 'Thursday' } });
    expect(newRecordOf(ENTITIES.setlists, setlist)).toEqual({ name: 'Friday', items: { a: item } });
    expect(fitsNewRecord(ENTITIES.songs, artist)).toBe(true);
    expect(fitsNewRecord(ENTITIES.setlists, setlist)).toBe(false);
  });
});

describe('several changes of one record', () => {
  const folded = (...changes: readonly Partial<Unsent>[]) => combined(changes.map(change));
  const insert = { op: 'insert', set: { title: 'A', items: {} } } as const;

  it('are one: later values, whole items before and after their properties', () => {
    expect(folded(insert, { set: { title: 'B' }, was: { title: 'A' } })).toMatchObject({
      op: 'insert',
      set: { title: 'B' },
    });
    expect(folded({ set: { 'items/a': { note: 'x' } } }, { set: { 'items/a/note': 'y' } })?.set).toEqual({
      'items/a': { note: 'y' },
    });
    expect(folded({ set: { 'items/a/note': 'y' } }, { set: { 'items/a': null } })?.set).toEqual({ 'items/a': null });
    expect(folded({ set: { 'items/a': null } }, { set: { 'items/a/note': 'y' } })?.set).toEqual({ 'items/a': null });
    expect(folded(insert, { set: { 'items/a': { note: 'x' } } }, { set: { 'items/a/note': null } })?.set.items).toEqual(
      {
        a: {},
      },
    );
    expect(folded({ set: { key: 'G' }, was: { key: 'A' } }, { set: { key: 'D' }, was: { key: 'G' } })?.was).toEqual({
      key: 'A',
    });
  });

  it('know what a delete or a restore among them leaves', () => {
    expect(folded(insert, { op: 'delete' })).toBeNull();
    expect(folded({ op: 'delete' }, { op: 'restore' })).toBeNull();
    expect(folded({ set: { key: 'G' } }, { op: 'delete' })).toMatchObject({ op: 'delete' });
    // The delete was rejected, and the person went on.
    expect(folded({ op: 'delete' }, { set: { key: 'G' } })).toMatchObject({ op: 'update', set: { key: 'G' } });
    expect(folded(insert, { op: 'restore' })).toMatchObject({ op: 'insert' });
  });
});

describe('a file of unsent changes', () => {
  it('is readable: what, of which record, when, which values, and why it was not saved', () => {
    const bands = [{ ...band(), changes: [{ ...artist, problem: 'You can no longer change this band.' }] }];
    const file = unsentFile(bands, '2026-11-28T20:20:00.000Z') as { readonly bands: readonly { changes: Json[] }[] };
    expect(file.bands[0]).toMatchObject({
      band: 'The Quiet Ones',
      changes: [
        {
          what: 'song changed',
          record: '“Jolene” by Miley Cyrus',
          on: '2026-11-28T20:15:00.000Z',
          notSaved: 'You can no longer change this band.',
          values: { Artist: 'Miley Cyrus (was: Dolly Parton)' },
        },
      ],
    });
  });

  it('changes only what was changed, of the record with that id or name', () => {
    const here = { ...JOLENE, key: 'A', bpm: 110 };
    for (const id of ['s1', 'elsewhere'])
      expect(imported([band(artist)], [row(id, here)]).plan).toMatchObject([
        { kind: 'change', id, set: { artist: 'Miley Cyrus' } },
      ]);
    const key = change({ set: { key: 'G' }, was: { key: 'A' }, label: JOLENE });
    expect(imported([band(key)], [row('elsewhere', here)]).plan).toMatchObject([
      { kind: 'change', id: 'elsewhere', set: { key: 'G' } },
    ]);
    expect(imported([band(key)], [row('s1', here)], 'skip').plan).toMatchObject([{ kind: 'skipped' }]);
    expect(imported([band(key)], [row('s1', here)], 'fill').plan).toMatchObject([{ kind: 'skipped' }]);
    expect(imported([band(key)], [row('s1', { ...here, key: 'G' })]).plan).toMatchObject([{ kind: 'same' }]);
  });

  it('adds what is not there, and says what it lacks for that', () => {
    const added = change({ op: 'insert', id: 's2', set: { title: 'Creep', artist: 'Radiohead', bpm: 92 } });
    expect(imported([band(added, artist)], []).plan).toMatchObject([
      { kind: 'new', values: { title: 'Creep', bpm: 92, tags: [] } },
      { kind: 'new', values: { title: 'Jolene', artist: 'Miley Cyrus' } },
    ]);
    const nameless = change({ set: { key: 'G' } });
    expect(imported([band(nameless)], []).plan).toMatchObject([
      { kind: 'invalid', from: { errors: { title: 'Title must be text' } } },
    ]);
    expect(imported([band(nameless)], [row('s1', JOLENE)]).plan).toMatchObject([{ kind: 'change' }]);
    const bad = change({ set: { bpm: 'fast' }, label: JOLENE });
    expect(imported([band(bad)], [row('s1', JOLENE)]).plan).toMatchObject([{ kind: 'invalid' }]);
  });

  it('takes the open band’s changes, or those of all, and counts what no import can do', () => {
    const gone = change({ id: 's9', op: 'delete', label: { title: 'Gone' } });
    const other = { ...band(change({ id: 's3', op: 'insert', set: { title: 'Hurt' } })), id: 'band-2', band: 'Loud' };
    const mine = imported([band(artist, gone), other], []).read;
    expect([mine.band, mine.records.songs.length, mine.leftOut]).toEqual(['The Quiet Ones', 1, 1]);
    const all = imported([other], []).read;
    expect([all.band, all.records.songs.length, all.leftOut]).toEqual(['Loud', 1, 0]);
  });

  it('of a newer version, or with nonsense in it, is refused or read as far as it goes', () => {
    const file = { format: 'rockon-unsynced', version: 2 };
    expect(readBandFile(JSON.stringify(file))).toMatchObject({ ok: false });
    const odd = { ...file, version: 1, bands: [{ changes: [null, { data: 1 }, { data: { table: 'songs' } }] }, 'x'] };
    expect(readBandFile(JSON.stringify(odd))).toMatchObject({ ok: true, records: { songs: [] } });
  });

  it('tells songs of a setlist by the ids that they have here', () => {
    const set = {
      'items/a': { kind: 'song', song: 'old', order: 'a0' },
      'items/b/note': 'slow',
      'items/gone/note': 'x',
    };
    const changes = [change({ table: 'setlists', id: 'l1', set, label: { name: 'Friday' } })];
    const read = readBandFile(JSON.stringify(unsentFile([band(...changes)], '')), 'band-1');
    if (!read.ok) throw new Error(read.problem);
    const here = row('l1', { name: 'Friday', items: { b: { kind: 'song', song: 's', order: 'b0' } } });
    const plan = planImport(ENTITIES.setlists, read.records.setlists, [here], 'overwrite', () => 'new');
    expect(plan).toMatchObject([
      { kind: 'change', set: { 'items/a': { kind: 'song', song: 'new', order: 'a0' }, 'items/b/note': 'slow' } },
    ]);
    expect(Object.keys((plan[0] as { readonly set: object }).set)).not.toContain('items/gone/note');
  });
});

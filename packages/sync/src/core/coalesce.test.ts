import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../protocol/json.ts';
import type { PathValues } from '../protocol/push.ts';
import { coalesce, type Draft, foldPaths } from './coalesce.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { withPaths } from './paths.ts';

const draft = (change: Partial<Draft>): Draft => ({
  scope: 'band',
  table: 'songs',
  record: 'song',
  op: 'update',
  base: 3,
  set: {},
  was: {},
  at: 2,
  ...change,
});
const entry = (id: number, change: Partial<OutboxEntry>): OutboxEntry => ({ ...draft({ at: 1 }), id, ...change });

describe('merging edits of one record', () => {
  it('[O2] merges an update into an unsent update and keeps the values seen first', () => {
    const unsent = entry(7, { set: { title: 'B' }, was: { title: 'A' } });
    const next = draft({ set: { title: 'C', key: 'G' }, was: { title: 'B', key: 'F' } });
    expect(coalesce([unsent], next, 6)).toEqual({
      kind: 'merge',
      entry: { ...unsent, set: { title: 'C', key: 'G' }, was: { title: 'A', key: 'F' }, at: 2 },
    });
  });

  it('[O2] merges an update into an unsent insert', () => {
    const insert = entry(7, { op: 'insert', base: null, set: { title: 'A' } });
    const folded = coalesce([insert], draft({ base: 0, set: { bpm: 90 }, was: { bpm: null } }), 6);
    expect(folded).toEqual({ kind: 'merge', entry: { ...insert, set: { title: 'A', bpm: 90 }, at: 2 } });
  });

  it('[O3] changes nothing that may have left the device', () => {
    for (const op of ['update', 'delete', 'restore'] as const) {
      for (const old of [entry(7, {}), entry(7, { op: 'insert' }), entry(7, { op: 'delete' })]) {
        expect(coalesce([old], draft({ op }), 7)).toEqual({ kind: 'append' });
      }
    }
  });

  const no = { code: 'invalid', message: 'No' };

  it('[P6] an edit of a rejected insert resubmits the insert with the edit', () => {
    const insert = entry(7, { op: 'insert', base: null, set: { title: '', key: 'G' }, rejected: no });
    const late = entry(8, { base: 0, set: { bpm: 90 }, was: { bpm: null }, rejected: no });
    const edit = draft({ base: 0, set: { title: 'A' }, was: { title: '' } });
    expect(coalesce([insert, late], edit, 8)).toEqual({
      kind: 'resubmit',
      refused: [7, 8],
      draft: { ...edit, op: 'insert', base: null, set: { title: 'A', key: 'G', bpm: 90 }, was: {} },
    });
  });

  it('[P6] an edit of a rejected update replaces it, with the earlier base and seen values', () => {
    const update = entry(7, { base: 2, set: { title: '', key: 'G' }, was: { title: 'old', key: 'F' }, rejected: no });
    const edit = draft({ base: 3, set: { title: 'A' }, was: { title: '' } });
    expect(coalesce([update], edit, 8)).toEqual({
      kind: 'resubmit',
      refused: [7],
      draft: { ...edit, base: 2, set: { title: 'A', key: 'G' }, was: { title: 'old', key: 'F' } },
    });
  });

  it('[P6] nothing is resubmitted while other mutations of the record are unanswered', () => {
    const insert = entry(7, { op: 'insert', rejected: no });
    expect(coalesce([insert, entry(8, { set: { title: 'w' } })], draft({ set: { key: 'G' } }), 8)).toEqual({
      kind: 'append',
    });
  });

  it('[P6] a retried insert that is rejected again does not override the edits that followed it', () => {
    const edit = entry(7, { base: 0, set: { title: 'newer' }, rejected: no });
    const retried = entry(8, { op: 'insert', base: null, set: { title: 'older', bpm: 90 }, rejected: no });
    expect(coalesce([edit, retried], draft({ set: { key: 'G' } }), 8)).toMatchObject({
      kind: 'resubmit',
      draft: { op: 'insert', set: { title: 'newer', bpm: 90, key: 'G' } },
    });
  });

  it('[P6] deleting a record with a rejected insert leaves nothing; an edit resubmits no rejected delete', () => {
    const insert = entry(7, { op: 'insert', rejected: no });
    const late = entry(8, { rejected: no });
    expect(coalesce([insert, late], draft({ op: 'delete' }), 8)).toEqual({ kind: 'cancel', ids: [7, 8] });
    expect(coalesce([entry(7, { op: 'delete', rejected: no })], draft({}), 8)).toEqual({ kind: 'append' });
    expect(coalesce([entry(7, { rejected: no })], draft({ op: 'delete' }), 8)).toEqual({ kind: 'append' });
  });

  it('[P12] a new delete or restore replaces rejected ones, whatever else the record has', () => {
    const rejected = entry(7, { op: 'delete', rejected: no });
    for (const op of ['delete', 'restore'] as const)
      expect(coalesce([rejected], draft({ op }), 8)).toEqual({ kind: 'resubmit', draft: draft({ op }), refused: [7] });
    expect(coalesce([rejected, entry(8, {})], draft({ op: 'delete' }), 8)).toMatchObject({
      kind: 'resubmit',
      refused: [7],
    });
    expect(coalesce([rejected, entry(8, { rejected: no })], draft({ op: 'delete' }), 8)).toMatchObject({
      refused: [7],
    });
    const undone = [rejected, entry(8, { op: 'delete' })];
    expect(coalesce(undone, draft({ op: 'restore' }), 7)).toEqual({ kind: 'cancel', ids: [7, 8] });
    const added = [entry(6, { op: 'insert', rejected: no }), rejected];
    expect(coalesce(added, draft({ op: 'delete' }), 8)).toEqual({ kind: 'cancel', ids: [7, 6] });
  });

  it('[O4] keeps edits of different versions apart', () => {
    expect(coalesce([entry(7, { base: 2 })], draft({ base: 3 }), 6)).toEqual({ kind: 'append' });
  });

  it('[O5] cancels an insert that is deleted before it is sent, and a delete that is undone', () => {
    expect(coalesce([entry(7, { op: 'insert' })], draft({ op: 'delete' }), 6)).toEqual({ kind: 'cancel', ids: [7] });
    expect(coalesce([entry(7, { op: 'delete' })], draft({ op: 'restore' }), 6)).toEqual({ kind: 'cancel', ids: [7] });
  });

  it('[O5] sends the delete of a record whose insert may have left the device', () => {
    const entries = [entry(5, { op: 'insert' }), entry(7, {})];
    expect(coalesce(entries, draft({ op: 'delete' }), 5)).toEqual({ kind: 'append' });
  });

  it('[O2] puts a later property into an earlier item and replaces properties by a later item', () => {
    expect(foldPaths({ 'items/a': { note: 'x' } }, { 'items/a/note': 'y' })).toEqual({ 'items/a': { note: 'y' } });
    expect(foldPaths({ 'items/a/note': 'y' }, { 'items/a': null })).toEqual({ 'items/a': null });
    expect(foldPaths({ 'items/a': null }, { 'items/a/note': 'y' })).toEqual({ 'items/a': null });
    expect(foldPaths({ items: {} }, { 'items/a': { note: 'x' } })).toEqual({ items: { a: { note: 'x' } } });
  });

  it('[O2] a merged edit has the effect of both edits in order', () => {
    const item: fc.Arbitrary<Json> = fc.constantFrom<Json>(null, { note: 'x' }, { note: 'y', key: 'G' });
    const paths = fc.dictionary(fc.constantFrom('title', 'items/a', 'items/b'), item).chain((whole) =>
      fc
        .dictionary(fc.constantFrom('items/a/note', 'items/b/key'), fc.constantFrom<Json>(null, 'p', 'q'))
        .map((parts): PathValues => {
          const apart = Object.entries(parts).filter(
            ([path]) => !Object.keys(whole).some((key) => path.startsWith(`${key}/`)),
          );
          return { ...whole, ...Object.fromEntries(apart) };
        }),
    );
    const rows = fc.record({
      title: fc.constantFrom<Json>('t', null),
      items: fc.constantFrom<Json>({}, { a: { note: 'n' } }, { b: { key: 'C' } }),
    });
    fc.assert(
      fc.property(rows, paths, paths, (row, first, second) => {
        expect(withPaths(row, foldPaths(first, second))).toEqual(withPaths(withPaths(row, first), second));
      }),
      { numRuns: 500 },
    );
  });
});

import type { NoticedChange } from '@rockon/domain';
import { describe, expect, it } from 'vitest';
import { NoticeBatcher } from './notice-batcher.ts';

const nameOf = (userId: string | null) => (userId === 'me' ? null : userId === 'sarah' ? 'Sarah' : 'Tom');

const added = (id: string, by = 'sarah'): NoticedChange => ({
  table: 'songs',
  id,
  op: 'insert',
  row: { title: id },
  paths: [],
  by,
});
const changed = (id: string, by = 'sarah'): NoticedChange => ({ ...added(id, by), op: 'update', paths: ['key'] });

describe('notices of remote changes (S27, S28)', () => {
  it('shows a single change with actor and item, and says "You" for the own other device', () => {
    const batcher = new NoticeBatcher();
    expect(batcher.take([added('Creep')], true, 0, nameOf)).toMatchObject([
      { title: 'Sarah added a song', detail: '“Creep”', by: 'sarah', leadsTo: { table: 'songs', id: 'Creep' } },
    ]);
    expect(batcher.take([added('Zombie', 'me')], true, 1000, nameOf)).toMatchObject([{ title: 'You added a song' }]);
  });

  it('merges the same change within five seconds into the notice that is shown', () => {
    const batcher = new NoticeBatcher();
    const [first] = batcher.take([changed('Creep')], true, 0, nameOf);
    const [second] = batcher.take([changed('Creep')], true, 3000, nameOf);
    expect(second?.id).toBe(first?.id);
    expect(batcher.take([changed('Creep'), changed('Creep')], true, 4000, nameOf)).toHaveLength(1);
  });

  it('makes one line of a batch of three and more', () => {
    const batch = ['a', 'b', 'c'].map((id) => added(id));
    expect(new NoticeBatcher().take(batch, true, 0, nameOf)).toMatchObject([
      { title: '3 new changes by Sarah', by: 'sarah', leadsTo: 'news' },
    ]);
  });

  it('makes one growing notice of three single changes by one person within five seconds', () => {
    const batcher = new NoticeBatcher();
    const [first] = batcher.take([added('a')], true, 0, nameOf);
    const [second] = batcher.take([added('b')], true, 2_000, nameOf);
    const [third] = batcher.take([changed('c')], true, 4_000, nameOf);
    expect(third).toMatchObject({ title: '3 new changes by Sarah', by: 'sarah', replaces: [first?.id, second?.id] });
    const [fourth] = batcher.take([changed('d')], true, 8_000, nameOf);
    expect(fourth).toMatchObject({ title: '4 new changes by Sarah', id: third?.id, replaces: [] });
    expect(batcher.take([changed('d')], true, 9_000, nameOf)).toMatchObject([
      { title: '4 new changes by Sarah', id: third?.id },
    ]);
    expect(batcher.take([added('e')], true, 15_000, nameOf)).toMatchObject([
      { title: 'Sarah added a song', replaces: [] },
    ]);
  });

  it('keeps what two people do apart as long as there is little of it', () => {
    const batcher = new NoticeBatcher();
    batcher.take([added('a')], true, 0, nameOf);
    batcher.take([added('b', 'tom')], true, 500, nameOf);
    expect(batcher.take([added('c')], true, 1_000, nameOf)).toMatchObject([{ title: 'Sarah added a song' }]);
    expect(batcher.take([added('d', 'tom')], true, 1_500, nameOf)).toMatchObject([{ title: 'Tom added a song' }]);
  });

  it('sums up from the first when more than five by several people come within ten seconds', () => {
    const batcher = new NoticeBatcher();
    const shown = new Set<string>();
    for (let n = 0; n < 5; n += 1) {
      for (const { id, replaces } of batcher.take([added(`s${n}`, n % 2 ? 'tom' : 'sarah')], true, n * 2_600, nameOf)) {
        shown.add(id);
        for (const gone of replaces) shown.delete(gone);
      }
    }
    const rush = [added('s5'), added('s6', 'tom'), added('s7')];
    const [flood, ...rest] = batcher.take(rush, true, 10_500, nameOf);
    expect(rest).toEqual([]);
    expect(flood).toMatchObject({ title: '7 new changes by Tom and Sarah', by: null });
    const [more] = batcher.take([added('s8', 'tom')], true, 12_000, nameOf);
    expect(more).toMatchObject({ id: flood?.id, title: '8 new changes by Tom and Sarah', replaces: [] });
    expect(batcher.take([added('s9')], true, 60_000, nameOf)).toMatchObject([{ title: 'Sarah added a song' }]);
  });

  it('gives one summary for what was caught up after being away', () => {
    const [only, ...rest] = new NoticeBatcher().take([added('a'), changed('b', 'tom')], false, 0, nameOf);
    expect(only?.title).toBe('2 new changes by Sarah and Tom');
    expect(rest).toEqual([]);
  });

  it('names the one thing that was caught up', () => {
    expect(new NoticeBatcher().take([added('Creep')], false, 0, nameOf)).toMatchObject([
      { title: 'Sarah added a song', detail: '“Creep”' },
    ]);
  });

  it('says "added" also when the new record is corrected at once, and "changed" when it is later', () => {
    const batcher = new NoticeBatcher();
    const [first] = batcher.take([added('Creep')], true, 0, nameOf);
    expect(batcher.take([changed('Creep')], true, 2_000, nameOf)).toMatchObject([
      { id: first?.id, title: 'Sarah added a song' },
    ]);
    expect(batcher.take([changed('Creep')], true, 8_000, nameOf)).toMatchObject([{ title: 'Sarah changed a song' }]);
  });

  it('says of many own changes from another device that they are by you', () => {
    const batch = [added('a', 'me'), added('b', 'me'), added('c', 'me')];
    expect(new NoticeBatcher().take(batch, true, 0, nameOf)).toMatchObject([{ title: '3 new changes by you' }]);
  });

  it('leads nowhere when the record is gone', () => {
    const gone = { ...added('Creep'), op: 'delete' as const };
    expect(new NoticeBatcher().take([gone], true, 0, nameOf)).toMatchObject([
      { title: 'Sarah deleted a song', detail: '“Creep”', leadsTo: null },
    ]);
  });

  it('keeps quiet about bookkeeping', () => {
    const marks = [{ ...changed('m'), table: 'read_marks' }];
    expect(new NoticeBatcher().take(marks, true, 0, nameOf)).toEqual([]);
  });
});

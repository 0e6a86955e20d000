import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocalHead } from './local-state.ts';
import { ackedUpTo, planDiscard, planRetry, planWrite, planWrites, selectBatch, toMutation } from './outbox.ts';
import type { OutboxEntry } from './outbox-entry.ts';

const entry = (id: number, change: Partial<OutboxEntry> = {}): OutboxEntry => ({
  id,
  scope: 'band',
  table: 'songs',
  record: `song-${id}`,
  op: 'update',
  base: 1,
  set: { title: 'x' },
  was: { title: 'w' },
  at: 0,
  ...change,
});
const refused = (id: number, change: Partial<OutboxEntry> = {}) =>
  entry(id, { rejected: { code: 'invalid', message: 'A title is needed.' }, ...change });
const head = (entries: OutboxEntry[], meta: Partial<LocalHead['meta']> = {}): LocalHead => ({
  meta: { commit: 1, clientId: 'c', nextMutation: 9, sentUpTo: 0, term: 1, lastSyncAt: null, ...meta },
  scopes: {},
  entries,
});
const now = () => 0;

describe('planning a write', () => {
  const { id: _, ...draft } = entry(0);

  it('[O1] assigns the next id and raises it', () => {
    expect(planWrite(head([]), draft, false)).toEqual({ outboxPut: [{ ...draft, id: 9 }], meta: { nextMutation: 10 } });
  });

  it('[P3] marks the write as sent in the same transaction when it is sent at once', () => {
    expect(planWrite(head([]), draft, true).meta).toEqual({ nextMutation: 10, sentUpTo: 9 });
  });

  it('[O2] uses no id when it merges', () => {
    const plan = planWrite(head([entry(4)]), { ...draft, record: 'song-4' }, false);
    expect(plan.meta).toBeUndefined();
    expect(plan.outboxPut?.map((each) => each.id)).toEqual([4]);
  });

  it('[O5] writes only a deletion when it cancels', () => {
    expect(planWrite(head([entry(4, { op: 'insert' })]), { ...draft, op: 'delete' }, false)).toEqual({
      outboxDelete: [4],
    });
  });
});

describe('planning several writes', () => {
  const { id: _, ...draft } = entry(0);
  const noTexts = () => [];

  it('[W6][O1] gives each write its own id, in order', () => {
    const drafts = ['a', 'b', 'c'].map((record) => ({ ...draft, record }));
    const plan = planWrites(head([]), drafts, false, noTexts);
    expect(plan.outboxPut?.map(({ id, record }) => `${id} ${record}`)).toEqual(['9 a', '10 b', '11 c']);
    expect(plan.meta).toEqual({ nextMutation: 12, sentUpTo: 0 });
  });

  it('[W6] changes the outbox exactly as the same writes one by one', () => {
    const write = fc.record({
      record: fc.constantFrom('a', 'b', 'c'),
      op: fc.constantFrom('insert' as const, 'update' as const, 'delete' as const, 'restore' as const),
      base: fc.constantFrom(1, 2),
      set: fc.constantFrom({ title: 'x' }, { title: 'y' }, { key: 'G' }, {}),
      rejected: fc.boolean(),
    });
    type Write = Omit<ReturnType<typeof entry>, 'id'>;
    const written = ({ rejected: _, ...rest }: { readonly rejected: boolean }): Write => ({ ...draft, ...rest });
    const apply = (state: LocalHead, delta: ReturnType<typeof planWrite>): LocalHead => {
      const outbox = new Map(state.entries.map((each) => [each.id, each]));
      for (const id of delta.outboxDelete ?? []) outbox.delete(id);
      for (const each of delta.outboxPut ?? []) outbox.set(each.id, each);
      const entries = [...outbox.values()].sort((a, b) => a.id - b.id);
      return { ...state, meta: { ...state.meta, ...delta.meta }, entries };
    };
    fc.assert(
      fc.property(
        fc.array(write, { maxLength: 5 }),
        fc.array(write, { maxLength: 8 }),
        fc.integer({ min: 0, max: 5 }),
        fc.boolean(),
        (before, writes, sentUpTo, sendNow) => {
          const entries = before.map((each, index) => ({
            ...written(each),
            id: index + 1,
            ...(each.rejected && { rejected: { code: 'invalid', message: 'No' } }),
          }));
          const start = head(entries, { sentUpTo });
          const drafts = writes.map(written);
          let oneByOne = start;
          for (const each of drafts) {
            const own = oneByOne.entries.filter(({ record }) => record === each.record);
            oneByOne = apply(oneByOne, planWrite({ ...oneByOne, entries: own }, each, sendNow));
          }
          expect(apply(start, planWrites(start, drafts, sendNow, noTexts))).toEqual(oneByOne);
        },
      ),
    );
  });
});

describe('rejected mutations', () => {
  it('[P7] a retry is the same mutation under a new id', () => {
    const { rejected: _, ...work } = refused(4);
    expect(planRetry(head([refused(4)]), 4)).toEqual({
      outboxDelete: [4],
      outboxPut: [{ ...work, id: 9 }],
      meta: { nextMutation: 10 },
    });
  });

  it("[P7] a retry includes the record's later rejected mutations, in order", () => {
    const plan = planRetry(head([refused(4), entry(5), refused(6)]), 4);
    expect(plan?.outboxDelete).toEqual([4, 6]);
    expect(plan?.outboxPut?.map(({ id, record }) => [id, record])).toEqual([
      [9, 'song-4'],
      [10, 'song-6'],
    ]);
    expect(plan?.meta).toEqual({ nextMutation: 11 });
  });

  it("[P7] discarding a rejected insert discards the record's later edits too", () => {
    const entries = [refused(4, { op: 'insert' }), entry(5), entry(6)];
    expect(planDiscard(head(entries), 4)).toEqual({ outboxDelete: [4, 5, 6] });
    expect(planDiscard(head([refused(4), entry(5)]), 4)).toEqual({ outboxDelete: [4] });
  });

  it('[P6] only a rejected mutation can be retried or discarded', () => {
    expect(planRetry(head([entry(4)]), 4)).toBeNull();
    expect(planDiscard(head([entry(4)]), 4)).toBeNull();
    expect(planDiscard(head([]), 4)).toBeNull();
  });
});

describe('selecting a batch', () => {
  it('[P1] takes the oldest first, at most 500', () => {
    const outbox = Array.from({ length: 600 }, (_, index) => entry(index + 1));
    const selection = selectBatch(outbox, now, 0, false);
    expect(selection.kind === 'send' && selection.entries.map((each) => each.id)).toEqual(
      outbox.slice(0, 500).map((each) => each.id),
    );
  });

  it('[P1] stays under a megabyte, counted in bytes', () => {
    const notes = 'ü'.repeat(100_000);
    const outbox = Array.from({ length: 8 }, (_, index) => entry(index + 1, { set: { notes } }));
    const selection = selectBatch(outbox, now, 0, false);
    expect(selection.kind === 'send' && selection.entries.length).toBe(4);
  });

  it('[P1] counts characters of every size in UTF-8 bytes', () => {
    for (const [letter, bytes] of [
      ['a', 1],
      ['ü', 2],
      ['€', 3],
      ['🎸', 4],
    ] as const) {
      const many = Array.from({ length: 20 }, (_, index) =>
        entry(index + 1, { set: { notes: letter.repeat(100_000 / bytes) } }),
      );
      const selection = selectBatch(many, now, 0, false);
      expect(selection.kind === 'send' && selection.entries.length).toBe(9);
    }
  });

  it('[P1] sends a mutation that is too large for any call alone, so that the error names it', () => {
    const outbox = [entry(1, { set: { notes: 'x'.repeat(1_200_000) } }), entry(2)];
    const selection = selectBatch(outbox, now, 0, false);
    expect(selection.kind === 'send' && selection.entries.map((each) => each.id)).toEqual([1]);
  });

  it('[P2] holds fresh edits until their window ends, other mutations are sent or the page is hidden', () => {
    const held = (each: OutboxEntry) => (each.id === 1 ? 700 : 0);
    expect(selectBatch([entry(1)], held, 500, false)).toEqual({ kind: 'hold', until: 700 });
    expect(selectBatch([entry(1)], held, 700, false).kind).toBe('send');
    expect(selectBatch([entry(1)], held, 500, true).kind).toBe('send');
    expect(selectBatch([entry(1), entry(2)], held, 500, false)).toMatchObject({
      kind: 'send',
      entries: [{ id: 1 }, { id: 2 }],
    });
  });

  it('[P6] leaves rejected mutations out', () => {
    expect(selectBatch([refused(1), entry(2)], now, 0, false)).toMatchObject({ entries: [{ id: 2 }] });
    expect(selectBatch([refused(1)], now, 0, false)).toEqual({ kind: 'idle' });
  });

  it('[P8] acknowledges the highest id up to which every result has arrived', () => {
    expect(ackedUpTo([refused(3), entry(5), entry(8)], 9)).toBe(4);
    expect(ackedUpTo([refused(3)], 9)).toBe(8);
    expect(ackedUpTo([], 1)).toBe(0);
  });

  it('[P4] sends only what the protocol names: device time and rejections stay on the device', () => {
    expect(Object.keys(toMutation(refused(1))).sort()).toEqual([
      'base',
      'id',
      'op',
      'record',
      'scope',
      'set',
      'table',
      'was',
    ]);
  });
});

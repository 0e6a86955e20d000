import { describe, expect, it } from 'vitest';
import type { Draft } from './coalesce.ts';
import { planWrite } from './outbox.ts';
import type { OutboxEntry } from './outbox-entry.ts';

const draft = (over: Partial<Draft> = {}): Draft => ({
  ...{ scope: 'band', table: 'songs', record: 's1', op: 'update', base: 3, at: 0 },
  ...{ set: { notes: 'a\n\nb\nmine' }, was: { notes: 'a\n\nb' } },
  ...over,
});
const entry = (id: number, over: Partial<OutboxEntry> = {}): OutboxEntry => ({
  ...draft({ set: { notes: 'theirs\na\n\nb' } }),
  id,
  ...over,
});
const head = (entries: readonly OutboxEntry[], sentUpTo = 0) => ({
  meta: { commit: 1, clientId: 'c', nextMutation: 9, sentUpTo, term: 1, lastSyncAt: null },
  scopes: {},
  entries,
});
const put = (entries: readonly OutboxEntry[], written: Draft, sentUpTo = 0) =>
  planWrite(head(entries, sentUpTo), written, false, ['notes']).outboxPut;

describe('a text that two tabs of a device write at once', () => {
  it('[M6] keeps the words of both, in one mutation', () => {
    expect(put([entry(1)], draft())).toMatchObject([{ id: 1, set: { notes: 'theirs\na\n\nb\nmine' } }]);
  });

  it('[M6] keeps the words of both when one was already sent', () => {
    expect(put([entry(1, { base: 2 })], draft(), 1)).toMatchObject([
      { id: 9, base: 2, set: { notes: 'theirs\na\n\nb\nmine' }, was: { notes: 'theirs\na\n\nb' } },
    ]);
  });

  it('[M6] keeps every word when both wrote in the same place', () => {
    const [merged] = put([entry(1, { set: { notes: 'a\n\nb\ntheirs' } })], draft()) ?? [];
    expect(String(merged?.set.notes)).toContain('theirs');
    expect(String(merged?.set.notes)).toContain('mine');
  });

  it('replaces the text it was based on, and any value that is not a text', () => {
    const seen = draft({ was: { notes: 'theirs\na\n\nb' }, set: { notes: 'short' } });
    expect(put([entry(1)], seen)).toMatchObject([{ id: 1, set: { notes: 'short' } }]);
    const other = draft({ set: { title: 'New' }, was: { title: 'Old' } });
    expect(put([entry(1, { set: { title: 'Other' } })], other)).toMatchObject([{ set: { title: 'New' } }]);
    expect(put([entry(1, { set: { notes: 7 } })], draft())).toMatchObject([{ set: { notes: 'a\n\nb\nmine' } }]);
  });

  it('an emptied and a missing text are merged like others', () => {
    expect(
      put([entry(1, { set: { notes: null } })], draft({ was: { notes: null }, set: { notes: 'mine' } })),
    ).toMatchObject([{ set: { notes: 'mine' } }]);
    const { notes: _, ...was } = draft().was;
    expect(put([entry(1)], draft({ was, set: { notes: 'mine' } }))).toMatchObject([
      { set: { notes: expect.stringContaining('theirs') } },
    ]);
  });

  it('a rejected text is not merged', () => {
    const error = { code: 'invalid', message: 'No', path: 'notes' };
    const appended = put([entry(1, { rejected: error }), entry(2, { op: 'delete', set: {} })], draft());
    expect(appended).toMatchObject([{ set: { notes: 'a\n\nb\nmine' } }]);
  });
});

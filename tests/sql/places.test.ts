import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bandFixture, type Fixture } from './support/fixture.ts';

let at: Fixture;
beforeAll(async () => {
  at = await bandFixture();
});
afterAll(() => at.close());

const table = 'setlists';
async function setlist(): Promise<string> {
  const id = randomUUID();
  const items = { a: { kind: 'note', order: 'a0', title: 'First' }, b: { kind: 'note', order: 'a1', title: 'Second' } };
  await at.device(at.owner).send('insert', id, { table, set: { name: 'Friday', items } });
  return id;
}
const edit = (who: string, record: string, set: Record<string, unknown>, base = 1) =>
  at.device(who).send('update', record, { table, base, set });

describe('where an item stands', () => {
  test('[M7] is as the last one moved it, and nobody is asked', async () => {
    const record = await setlist();
    await edit(at.member, record, { 'items/a/order': 'a5' });
    const later = await edit(at.owner, record, { 'items/a/order': 'a7' });
    expect(later.status).toBe('applied');
    expect(later.row?.items).toMatchObject({ a: { order: 'a7', title: 'First' } });
  });

  test('[M7] does not keep anybody from taking the item out, and a move does not bring it back', async () => {
    const record = await setlist();
    await edit(at.member, record, { 'items/a/order': 'a5' });
    expect((await edit(at.owner, record, { 'items/a': null })).status).toBe('applied');
    const late = await edit(at.admin, record, { 'items/a/order': 'a9' });
    expect(late.status).toBe('applied');
    expect(late.row?.items).toEqual({ b: { kind: 'note', order: 'a1', title: 'Second' } });
  });

  test('[M7] what an item says still asks, and so does taking out what somebody else has just written in', async () => {
    const record = await setlist();
    await edit(at.member, record, { 'items/a/title': 'Mine', 'items/a/order': 'a5' });
    expect((await edit(at.owner, record, { 'items/a/title': 'Yours' })).conflict?.[0]).toMatchObject({
      path: 'items/a/title',
    });
    expect((await edit(at.admin, record, { 'items/a': null })).conflict?.[0]).toMatchObject({ path: 'items/a' });
  });

  test('[M7] a tick on an agenda is as it was set last', async () => {
    const id = randomUUID();
    const objectives = { o: { text: 'Endings', order: 'a0' } };
    await at.device(at.owner).send('insert', id, { table: 'practices', set: { name: 'Tuesday', objectives } });
    const tick = (who: string, done: boolean) =>
      at.device(who).send('update', id, { table: 'practices', base: 1, set: { 'objectives/o/done': done } });
    expect((await tick(at.member, true)).status).toBe('applied');
    expect((await tick(at.owner, false)).row?.objectives).toEqual({ o: { text: 'Endings', order: 'a0', done: false } });
  });
});

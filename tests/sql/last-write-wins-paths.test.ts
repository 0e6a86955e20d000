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

describe('the order of an item', () => {
  test('[M7] is that of the last move, without a conflict', async () => {
    const record = await setlist();
    await edit(at.member, record, { 'items/a/order': 'a5' });
    const later = await edit(at.owner, record, { 'items/a/order': 'a7' });
    expect(later.status).toBe('applied');
    expect(later.row?.items).toMatchObject({ a: { order: 'a7', title: 'First' } });
  });

  test('[M7] does not block removing the item, and a move does not restore it', async () => {
    const record = await setlist();
    await edit(at.member, record, { 'items/a/order': 'a5' });
    expect((await edit(at.owner, record, { 'items/a': null })).status).toBe('applied');
    const late = await edit(at.admin, record, { 'items/a/order': 'a9' });
    expect(late.status).toBe('applied');
    expect(late.row?.items).toEqual({ b: { kind: 'note', order: 'a1', title: 'Second' } });
  });

  test('[M7] text of an item still conflicts, and so does removing an item with unseen text', async () => {
    const record = await setlist();
    await edit(at.member, record, { 'items/a/title': 'Mine', 'items/a/order': 'a5' });
    expect((await edit(at.owner, record, { 'items/a/title': 'Yours' })).conflict?.[0]).toMatchObject({
      path: 'items/a/title',
    });
    expect((await edit(at.admin, record, { 'items/a': null })).conflict?.[0]).toMatchObject({ path: 'items/a' });
  });

  test('[M7] the last change of an agenda checkbox wins', async () => {
    const id = randomUUID();
    const objectives = { o: { text: 'Endings', order: 'a0' } };
    await at.device(at.owner).send('insert', id, { table: 'practices', set: { name: 'Tuesday', objectives } });
    const tick = (who: string, done: boolean) =>
      at.device(who).send('update', id, { table: 'practices', base: 1, set: { 'objectives/o/done': done } });
    expect((await tick(at.member, true)).status).toBe('applied');
    expect((await tick(at.owner, false)).row?.objectives).toEqual({ o: { text: 'Endings', order: 'a0', done: false } });
  });
});

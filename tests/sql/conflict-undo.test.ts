import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bandFixture, type Fixture } from './support/fixture.ts';

let at: Fixture;
beforeAll(async () => {
  at = await bandFixture();
});
afterAll(() => at.close());

/** A title that the member and the admin both changed: the admin's is kept, the member's waits. */
async function question() {
  const record = await at.device(at.member).insert({ title: 'First' });
  await at.device(at.admin).send('update', record, { base: 1, set: { title: 'Adam’s' } });
  const asked = await at.device(at.member).send('update', record, {
    base: 1,
    set: { title: 'Mia’s' },
    was: { title: 'First' },
  });
  return { record, id: String(asked.conflict?.[0]?.id) };
}
const answer = (person: string, id: string, set: Record<string, unknown>) =>
  at.device(person).send('update', id, { table: 'conflicts', base: 1, set });
const closed = (resolution: string) => ({ open: false, resolution });
const reopened = { open: true, resolution: null };

describe('taking back a choice between two versions', () => {
  test('whoever chose opens the question again, for everybody, with both versions', async () => {
    const { record, id } = await question();
    await answer(at.owner, id, closed('theirs'));
    expect(await answer(at.owner, id, reopened)).toMatchObject({
      status: 'applied',
      row: { ...reopened, resolved_by: null, resolved_at: null, mine: 'Mia’s', theirs: 'Adam’s', record_id: record },
    });
    const log = await at.session.admin(
      `select row_after ->> 'open' as open, row_after ->> 'resolution' as resolution from sync.changes where record_id = $1 order by seq`,
      [id],
    );
    expect(log).toEqual([
      { open: 'true', resolution: null },
      { open: 'false', resolution: 'theirs' },
      { open: 'true', resolution: null },
    ]);
    // Now somebody else may be first.
    expect(await answer(at.member, id, closed('mine'))).toMatchObject({
      row: { resolution: 'mine', resolved_by: at.member },
    });
    expect(await answer(at.owner, id, reopened)).toMatchObject({ row: { resolution: 'mine', resolved_by: at.member } });
  });

  test('whose choice came second takes nothing back', async () => {
    const { id } = await question();
    await answer(at.owner, id, closed('theirs'));
    const settled = { ...closed('theirs'), resolved_by: at.owner };
    expect(await answer(at.member, id, closed('mine'))).toMatchObject({ status: 'applied', row: settled, seq: null });
    expect(await answer(at.member, id, reopened)).toMatchObject({ status: 'applied', row: settled, seq: null });
  });

  test('a viewer neither chooses nor takes back', async () => {
    const { id } = await question();
    await answer(at.owner, id, closed('theirs'));
    expect(await answer(at.viewer, id, reopened)).toMatchObject({ status: 'rejected', error: { code: 'forbidden' } });
  });

  test('a choice and its undo that were made without a connection come to an open question', async () => {
    const { id } = await question();
    const device = at.device(at.owner);
    const results = await device.push(
      [closed('theirs'), reopened].map((set) => device.mutation('update', id, { table: 'conflicts', base: 1, set })),
    );
    expect(results.map(({ row }) => row?.open)).toEqual([false, true]);
  });

  test('an open question without an answer stays well formed', async () => {
    const { id } = await question();
    expect(await answer(at.owner, id, { open: true, resolution: 'mine' })).toMatchObject({
      status: 'rejected',
      error: { code: 'invalid', path: 'resolution' },
    });
  });
});

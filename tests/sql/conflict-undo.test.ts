import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bandFixture, type Fixture } from './support/fixture.ts';

let at: Fixture;
beforeAll(async () => {
  at = await bandFixture();
});
afterAll(() => at.close());

/** Member and admin changed the same title: the admin's is committed, the member's waits in a conflict. */
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

describe('undo of a conflict resolution', () => {
  test('the person who resolved it opens it again for everyone, with both versions', async () => {
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
    // Now someone else can resolve it first.
    expect(await answer(at.member, id, closed('mine'))).toMatchObject({
      row: { resolution: 'mine', resolved_by: at.member },
    });
    expect(await answer(at.owner, id, reopened)).toMatchObject({ row: { resolution: 'mine', resolved_by: at.member } });
  });

  test('a person whose resolution came second cannot undo the first', async () => {
    const { id } = await question();
    await answer(at.owner, id, closed('theirs'));
    const settled = { ...closed('theirs'), resolved_by: at.owner };
    expect(await answer(at.member, id, closed('mine'))).toMatchObject({ status: 'applied', row: settled, seq: null });
    expect(await answer(at.member, id, reopened)).toMatchObject({ status: 'applied', row: settled, seq: null });
  });

  test('a viewer can neither resolve nor undo', async () => {
    const { id } = await question();
    await answer(at.owner, id, closed('theirs'));
    expect(await answer(at.viewer, id, reopened)).toMatchObject({ status: 'rejected', error: { code: 'forbidden' } });
  });

  test('a resolution and its undo made offline leave the conflict open', async () => {
    const { id } = await question();
    const device = at.device(at.owner);
    const results = await device.push(
      [closed('theirs'), reopened].map((set) => device.mutation('update', id, { table: 'conflicts', base: 1, set })),
    );
    expect(results.map(({ row }) => row?.open)).toEqual([false, true]);
  });

  test('an open conflict has no resolution', async () => {
    const { id } = await question();
    expect(await answer(at.owner, id, { open: true, resolution: 'mine' })).toMatchObject({
      status: 'rejected',
      error: { code: 'invalid', path: 'resolution' },
    });
  });
});

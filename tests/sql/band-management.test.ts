import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bandFixture, type Fixture } from './support/fixture.ts';

let at: Fixture;
beforeAll(async () => {
  at = await bandFixture();
});
afterAll(() => at.close());

const call = <T = Record<string, unknown>>(who: string, name: string, request: unknown) =>
  at.session.rpc<T>(who, name, request);
const refusal = (who: string, name: string, request: unknown) => at.session.refusal(who, name, request);
interface Invite {
  readonly id: string;
  readonly role: string;
  readonly created_by: string;
}
const invite = async (role = 'member', who = at.owner): Promise<string> =>
  (await call<{ code: string }>(who, 'create_invite', { band: at.band, role })).code;
const listed = async (who: string) =>
  (await call<{ invites: readonly Invite[] }>(who, 'list_invites', { band: at.band })).invites;

const people = ['owner', 'admin', 'member', 'viewer', 'removed', 'stranger'] as const;
type Person = (typeof people)[number];

describe('rights to manage the band', () => {
  const request = (action: string) => ({ band: at.band, name: `By ${action}` });
  const matrix: readonly [action: string, may: readonly Person[]][] = [
    ['rename_band', ['owner', 'admin']],
    ['list_invites', ['owner', 'admin', 'member']],
    // An owner is rejected only because of the name.
    ['delete_band', []],
  ];
  for (const [action, may] of matrix) {
    test.each(people)(`${action} by %s`, async (person) => {
      if (may.includes(person)) await call(at[person], action, request(action));
      else {
        const refused = await refusal(at[person], action, request(action));
        expect(refused).toMatchObject(
          action === 'delete_band' && person === 'owner'
            ? { code: 'PT400', detail: 'name' }
            : { code: 'PT403', hint: 'forbidden', detail: 'band' },
        );
      }
    });
  }

  test.each(['rename_band', 'list_invites', 'delete_band', 'preview_invite'])('%s needs an account', async (action) => {
    expect(await refusal('nobody', action, { ...request(action), code: 'x' })).toMatchObject({ code: 'PT401' });
    expect((await refusal('anonymous', action, { ...request(action), code: 'x' })).code).toBe('42501');
  });
});

describe('renaming', () => {
  test('members receive the new name', async () => {
    const answer = await call(at.admin, 'rename_band', { band: at.band, name: '  The Renamed ' });
    expect(answer).toEqual({ id: at.band, name: 'The Renamed' });
    const [last] = await at.session.admin(
      'select table_name, op, row_after from sync.changes where scope_id = $1 order by seq desc limit 1',
      [at.band],
    );
    expect(last).toMatchObject({ table_name: 'bands', op: 'update', row_after: { name: 'The Renamed' } });
  });

  test.each(['', '  ', 'x'.repeat(81), null, 7])('the name %j is rejected', async (name) => {
    expect(await refusal(at.owner, 'rename_band', { band: at.band, name })).toMatchObject({
      code: 'PT400',
      detail: 'name',
    });
  });
});

describe('open invites', () => {
  test('admins list all open invites, members their own, and no codes are listed', async () => {
    const [mine, theirs] = [await invite('viewer', at.member), await invite('admin')];
    const old = await invite();
    await at.session.admin(
      `update public.invites set expires_at = now() where id = (select id from public.invites order by created_at desc limit 1)`,
    );
    const forAdmin = await listed(at.admin);
    expect(forAdmin.map(({ role, created_by }) => [role, created_by]).slice(0, 2)).toEqual([
      ['admin', at.owner],
      ['viewer', at.member],
    ]);
    expect((await listed(at.member)).map(({ created_by }) => created_by)).toEqual([at.member]);
    expect(Object.keys(forAdmin[0] ?? {}).sort()).toEqual(['created_at', 'created_by', 'expires_at', 'id', 'role']);
    for (const code of [mine, theirs, old]) {
      expect(JSON.stringify(forAdmin)).not.toContain(code);
    }
  });

  test('an invite is revoked by id, by an admin or by its creator', async () => {
    await invite('viewer', at.admin);
    const [newest] = await listed(at.owner);
    const id = newest?.id ?? '';
    expect(await refusal(at.stranger, 'revoke_invite', { id })).toMatchObject({
      code: 'PT404',
      hint: 'invite_unknown',
    });
    expect((await refusal(at.viewer, 'revoke_invite', { id })).code).toBe('PT404');
    expect((await refusal(at.member, 'revoke_invite', { id })).code).toBe('PT403');
    expect((await refusal(at.owner, 'revoke_invite', { id: randomUUID() })).code).toBe('PT404');
    expect((await refusal(at.owner, 'revoke_invite', { id: 5 })).code).toBe('PT400');
    await call(at.admin, 'revoke_invite', { id });
    await call(at.admin, 'revoke_invite', { id });
    expect((await listed(at.owner)).map((each) => each.id)).not.toContain(id);
  });
});

describe('previewing an invite', () => {
  test('shows the band and role, to new people and to members', async () => {
    const code = await invite('viewer');
    const person = await at.session.signUp('Pre');
    const preview = { id: at.band, name: 'The Renamed', role: 'viewer', members: 4 };
    expect(await call(person, 'preview_invite', { code: code.toLowerCase() })).toMatchObject({
      ...preview,
      already: false,
    });
    expect(await call(at.member, 'preview_invite', { code })).toMatchObject({ ...preview, already: true });
    // A preview does not join.
    expect(await call(person, 'join_band', { code })).toMatchObject({ already: false });
  });

  test('a removed member learns nothing from the code that let them in', async () => {
    const code = await invite();
    const person = await at.session.signUp('Out');
    await call(person, 'join_band', { code });
    await call(at.owner, 'remove_member', { band: at.band, user: person });
    expect(await call(person, 'preview_invite', { code })).toMatchObject({ hint: 'invite_unknown' });
  });

  test('wrong codes of previews and joins are counted together, at most 20', async () => {
    const person = await at.session.signUp('Guess');
    for (let i = 0; i < 10; i++) {
      expect(await call(person, 'preview_invite', { code: `WRONG ${i}` })).toMatchObject({ code: 'PT404' });
      await call(person, 'join_band', { code: `WRONG ${i}` });
    }
    const code = await invite();
    for (const action of ['preview_invite', 'join_band']) {
      expect(await refusal(person, action, { code })).toMatchObject({ code: 'PT429', hint: 'too_many' });
    }
  });
});

test('an owner can make someone else owner and step down', async () => {
  const [first, second] = [await at.session.signUp('First'), await at.session.signUp('Second')];
  const band = await at.session.band(first);
  await at.session.join(band, first, second);
  expect((await refusal(first, 'leave_band', { band })).message).toContain('Make someone else an owner first');
  await call(first, 'set_role', { band, user: second, role: 'owner' });
  await call(first, 'set_role', { band, user: first, role: 'member' });
  expect((await refusal(first, 'set_role', { band, user: second, role: 'member' })).code).toBe('PT403');
  expect((await refusal(second, 'set_role', { band, user: second, role: 'admin' })).code).toBe('PT403');
  await call(first, 'leave_band', { band });
});

describe('deleting a band', () => {
  const pullOf = async (who: string, scope: string) =>
    (
      await call<{ scopes: Record<string, { status: string; changes: readonly Record<string, unknown>[] }> }>(
        who,
        'sync_pull',
        { protocol: 1, cursors: { [scope]: null }, limit: 1000 },
      )
    ).scopes[scope];

  async function doomed() {
    const [owner, member] = [await at.session.signUp('Don'), await at.session.signUp('Mel')];
    const band = await at.session.band(owner, 'The Doomed');
    await at.session.join(band, owner, member);
    const song = await at.device(member, band).insert();
    const { code } = await call<{ code: string }>(owner, 'create_invite', { band });
    return { owner, member, band, song, code };
  }

  test('ends every membership, and logs that for every member', async () => {
    const { owner, member, band, song, code } = await doomed();
    const [before] = await at.session.admin('select topic_epoch from sync.scopes where id = $1', [band]);
    expect(await refusal(owner, 'delete_band', { band, name: 'the doomed' })).toMatchObject({
      code: 'PT400',
      detail: 'name',
    });
    expect((await refusal(member, 'delete_band', { band, name: 'The Doomed' })).code).toBe('PT403');
    expect(await call(owner, 'delete_band', { band, name: ' The Doomed ' })).toEqual({ band });
    for (const person of [owner, member]) {
      const [last] = await at.session.admin(
        'select op, table_name, row_after from sync.changes where scope_id = $1 order by seq desc limit 1',
        [person],
      );
      expect(last).toMatchObject({ op: 'delete', table_name: 'memberships', row_after: { band_id: band } });
      expect((await pullOf(person, band))?.status).toBe('forbidden');
      expect((await at.session.as(person, 'select 1 from public.songs where band_id = $1', [band])).count).toBe(0);
    }
    expect((await at.device(member, band).send('update', song, { set: { title: 'Still here' } })).error).toMatchObject({
      code: 'forbidden',
    });
    expect(await call(member, 'join_band', { code })).toMatchObject({ hint: 'invite_unknown' });
    const [after] = await at.session.admin('select topic_epoch from sync.scopes where id = $1', [band]);
    expect(after?.topic_epoch).toBe(before?.topic_epoch + 1);
  });

  test('a retry after a lost answer is no error, and the id cannot be reused', async () => {
    const { owner, member, band } = await doomed();
    await call(owner, 'delete_band', { band, name: 'The Doomed' });
    expect(await call(owner, 'delete_band', { band, name: 'The Doomed' })).toEqual({ band });
    expect((await refusal(member, 'delete_band', { band, name: 'The Doomed' })).code).toBe('PT403');
    expect((await refusal(owner, 'create_band', { id: band, name: 'The Doomed' })).code).toBe('PT403');
    expect((await refusal(owner, 'rename_band', { band, name: 'Back' })).code).toBe('PT403');
  });

  test('after 30 days its data is erased, and no other data', async () => {
    const { owner, band, song } = await doomed();
    const kept = await at.device(at.member).insert();
    await call(owner, 'delete_band', { band, name: 'The Doomed' });
    const [own] = await at.session.admin('select seq from sync.scopes where id = $1', [owner]);
    await at.session.admin('select private.prune()');
    expect(await at.session.admin('select 1 from public.songs where id = $1', [song])).toHaveLength(1);
    await at.session.admin(`update public.bands set deleted_at = now() - interval '31 days' where id = $1`, [band]);
    await at.session.admin('select private.prune()');
    const left = await at.session.admin(
      `select 'song' from public.songs where band_id = $1 union all select 'invite' from public.invites where band_id = $1
       union all select 'member' from public.memberships where band_id = $1
       union all select 'scope' from sync.scopes where id = $1 union all select 'change' from sync.changes where scope_id = $1
       union all select 'announcement' from sync.announcements`,
      [band],
    );
    expect(left).toEqual([]);
    expect(await at.session.admin('select seq from sync.scopes where id = $1', [owner])).toEqual([own]);
    expect(await at.session.admin('select 1 from public.songs where id = $1', [kept])).toHaveLength(1);
  });
});

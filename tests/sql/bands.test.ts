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
const invite = async (role = 'member', who = at.owner): Promise<string> =>
  (await call<{ code: string }>(who, 'create_invite', { band: at.band, role })).code;
const membership = async (person: string, band = at.band): Promise<Record<string, unknown> | undefined> =>
  (await at.session.admin('select * from public.memberships where band_id = $1 and user_id = $2', [band, person]))[0];

describe('creating a band', () => {
  test('the creator is its owner, and both scopes log it', async () => {
    const person = await at.session.signUp('Nia');
    const { id } = await call<{ id: string }>(person, 'create_band', { name: '  The Nias ' });
    expect(await at.session.admin('select name, created_by from public.bands where id = $1', [id])).toEqual([
      { name: 'The Nias', created_by: person },
    ]);
    expect(await membership(person, id)).toMatchObject({ role: 'owner', name: 'Nia', deleted_at: null });
    const log = await at.session.admin(
      `select table_name, scope_id, seq::int from sync.changes where scope_id = any ($1) and table_name in ('bands', 'memberships') order by 1, 2`,
      [[id, person]],
    );
    expect(log.map((change) => change.table_name)).toEqual(['bands', 'memberships', 'memberships']);
  });

  test('a retry with the same id returns the same band', async () => {
    const request = { name: 'Again', id: randomUUID() };
    const made = await call(at.owner, 'create_band', request);
    expect(await call(at.owner, 'create_band', request)).toEqual(made);
    expect(
      await at.session.admin('select count(*)::int as n from public.memberships where band_id = $1', [request.id]),
    ).toEqual([{ n: 1 }]);
  });

  test('the id of another band or of a person is rejected', async () => {
    for (const id of [at.otherBand, at.stranger, at.owner]) {
      expect(await refusal(at.owner, 'create_band', { name: 'Mine', id })).toMatchObject({
        code: 'PT403',
        detail: 'id',
      });
    }
  });

  test.each([[''], ['   '], ['x'.repeat(81)], [null], [5]])('the name %j is rejected', async (name) => {
    expect(await refusal(at.owner, 'create_band', { name })).toMatchObject({
      code: 'PT400',
      detail: 'name',
      message: "The band's name needs 1 to 80 characters.",
    });
  });
});

describe('inviting and joining', () => {
  test('a code is 16 letters without I, L, O and U, and is stored only as a hash', async () => {
    const code = await invite();
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(await invite()).not.toBe(code);
    const stored = await at.session.admin('select i::text as row from public.invites i');
    expect(stored.some(({ row }) => row.includes(code) || row.includes(code.replaceAll('-', '')))).toBe(false);
  });

  test('joining gives the invited role; joining twice changes nothing', async () => {
    const person = await at.session.signUp('Joe');
    const code = await invite('viewer');
    const first = await call(person, 'join_band', { code: ` ${code.toLowerCase().replaceAll('-', ' ')} ` });
    expect(first).toMatchObject({ id: at.band, already: false });
    expect(await call(person, 'join_band', { code: await invite('admin') })).toMatchObject({ already: true });
    expect(await membership(person)).toMatchObject({ role: 'viewer', version: 1, name: 'Joe' });
  });

  test('joining again after leaving reuses the same row', async () => {
    const person = await at.session.signUp('Ria');
    await call(person, 'join_band', { code: await invite() });
    const before = await membership(person);
    await call(person, 'leave_band', { band: at.band });
    expect((await membership(person))?.deleted_at).not.toBeNull();
    await call(person, 'join_band', { code: await invite('viewer') });
    expect(await membership(person)).toMatchObject({ id: before?.id, deleted_at: null, role: 'viewer', version: 3 });
  });

  test('nobody can invite to a role above their own, and viewers cannot invite', async () => {
    expect((await refusal(at.member, 'create_invite', { band: at.band, role: 'admin' })).code).toBe('PT403');
    expect((await refusal(at.viewer, 'create_invite', { band: at.band, role: 'viewer' })).code).toBe('PT403');
    expect((await refusal(at.stranger, 'create_invite', { band: at.band, role: 'viewer' })).code).toBe('PT403');
    expect((await refusal(at.owner, 'create_invite', { band: at.band, role: 'owner' })).detail).toBe('role');
    await invite('member', at.member);
    await invite('admin', at.admin);
  });

  test('a revoked or expired invite does not work', async () => {
    const person = await at.session.signUp('Late');
    const revoked = await invite();
    expect((await refusal(at.viewer, 'revoke_invite', { code: revoked })).hint).toBe('invite_unknown');
    expect((await refusal(at.member, 'revoke_invite', { code: revoked })).code).toBe('PT403');
    await call(at.admin, 'revoke_invite', { code: revoked });
    expect(await call(person, 'join_band', { code: revoked })).toMatchObject({ hint: 'invite_unknown' });
    const expired = await invite();
    await at.session.admin(`update public.invites set expires_at = now() where revoked_at is null`);
    expect(await call(person, 'join_band', { code: expired })).toMatchObject({ hint: 'invite_unknown' });
    expect(await membership(person)).toBeUndefined();
  });

  test('a wrong code returns 404; after 20 in an hour, further codes are refused', async () => {
    const person = await at.session.signUp('Guess');
    await at.session.begin(person);
    const { rows } = await at.session.client.query(
      `select public.join_band('{"code": "WRONG"}') as answer, current_setting('response.status') as status`,
    );
    await at.session.client.query('commit');
    expect(rows).toEqual([
      { answer: expect.objectContaining({ code: 'PT404', hint: 'invite_unknown', details: 'code' }), status: '404' },
    ]);
    for (let i = 0; i < 19; i++) await call(person, 'join_band', { code: `WRONG ${i}` });
    expect(await refusal(person, 'join_band', { code: await invite() })).toMatchObject({
      code: 'PT429',
      hint: 'too_many',
    });
    await at.session.admin(
      `update sync.join_failures set failed_at = now() - interval '61 minutes' where user_id = $1`,
      [person],
    );
    expect(await call(person, 'join_band', { code: await invite() })).toMatchObject({ already: false });
  });

  test.each([[{}], [{ code: '' }], [{ code: 5 }], [{ code: 'x'.repeat(101) }], [[]], [null]])(
    '%j is no code',
    async (request) => {
      expect(await refusal(at.member, 'join_band', request)).toMatchObject({ code: 'PT400', detail: 'code' });
    },
  );
});

describe('roles', () => {
  const setRole = (who: string, user: string, role: unknown) => refusal(who, 'set_role', { band: at.band, user, role });

  test('admins change roles up to their own, owners change all', async () => {
    const person = await at.session.signUp('Rolf');
    await at.session.join(at.band, at.owner, person);
    await call(at.admin, 'set_role', { band: at.band, user: person, role: 'admin' });
    expect((await setRole(at.admin, person, 'owner')).code).toBe('PT403');
    await call(at.owner, 'set_role', { band: at.band, user: person, role: 'owner' });
    expect((await setRole(at.admin, person, 'viewer')).code).toBe('PT403');
    await call(at.owner, 'set_role', { band: at.band, user: person, role: 'viewer' });
    expect((await membership(person))?.role).toBe('viewer');
  });

  test('nobody else can change roles', async () => {
    for (const who of [at.member, at.viewer, at.removed, at.stranger]) {
      expect((await setRole(who, who, 'owner')).code).toBe('PT403');
      expect((await setRole(who, at.viewer, 'admin')).code).toBe('PT403');
    }
  });

  test('the last owner cannot step down or leave', async () => {
    expect(await setRole(at.owner, at.owner, 'member')).toMatchObject({
      code: 'PT403',
      message: expect.stringContaining('owner'),
    });
    expect((await refusal(at.owner, 'leave_band', { band: at.band })).code).toBe('PT403');
    expect((await refusal(at.owner, 'remove_member', { band: at.band, user: at.owner })).code).toBe('PT403');
  });

  test('an unknown role or person is rejected by field', async () => {
    expect(await setRole(at.owner, at.member, 'king')).toMatchObject({ code: 'PT400', detail: 'role' });
    expect(await setRole(at.owner, at.member, null)).toMatchObject({ code: 'PT400', detail: 'role' });
    expect(await setRole(at.owner, at.stranger, 'member')).toMatchObject({ code: 'PT404', detail: 'user' });
    expect(await setRole(at.owner, 'x', 'member')).toMatchObject({ code: 'PT400', detail: 'user' });
  });
});

describe('leaving', () => {
  test('a removal is logged for the person and for the band', async () => {
    const person = await at.session.signUp('Gone');
    await at.session.join(at.band, at.owner, person);
    await call(at.admin, 'remove_member', { band: at.band, user: person });
    for (const scope of [person, at.band]) {
      const [last] = await at.session.admin(
        'select op, row_after from sync.changes where scope_id = $1 order by seq desc limit 1',
        [scope],
      );
      expect(last).toMatchObject({ op: 'delete', row_after: { user_id: person, deleted_at: expect.any(String) } });
    }
    expect((await refusal(person, 'create_invite', { band: at.band, role: 'viewer' })).code).toBe('PT403');
  });

  test('a removed person can join again only with an invite created after the removal', async () => {
    const old = await invite('member');
    const person = await at.session.signUp('Quin');
    await call(person, 'join_band', { code: old });
    await call(at.owner, 'set_role', { band: at.band, user: person, role: 'admin' });
    const own = await invite('admin', person);
    await call(at.owner, 'remove_member', { band: at.band, user: person });
    for (const code of [old, own]) {
      const answer = await call<{ hint?: string }>(person, 'join_band', { code });
      expect(answer.hint).toBe('invite_unknown');
    }
    const bystander = await at.session.signUp('Rae');
    expect((await call<{ hint?: string }>(bystander, 'join_band', { code: own })).hint).toBe('invite_unknown');
    expect(await call(bystander, 'join_band', { code: old })).toMatchObject({ already: false });
    expect(await call(person, 'join_band', { code: await invite('member') })).toMatchObject({ already: false });
  });

  test('a person who left can join again with the same code', async () => {
    const code = await invite('member');
    const person = await at.session.signUp('Sol');
    await call(person, 'join_band', { code });
    await call(person, 'leave_band', { band: at.band });
    expect(await call(person, 'join_band', { code })).toMatchObject({ already: false });
  });

  test('removing a person twice, or leaving twice, is no error', async () => {
    await call(at.owner, 'remove_member', { band: at.band, user: at.removed });
    await call(at.removed, 'leave_band', { band: at.band });
  });

  test('members cannot remove anyone, and admins cannot remove an owner', async () => {
    for (const who of [at.member, at.viewer, at.stranger]) {
      expect((await refusal(who, 'remove_member', { band: at.band, user: at.admin })).code).toBe('PT403');
    }
    expect((await refusal(at.admin, 'remove_member', { band: at.band, user: at.owner })).code).toBe('PT403');
  });

  test('deleting an account ends its memberships', async () => {
    const person = await at.session.signUp('Del');
    await at.session.join(at.band, at.owner, person);
    await at.session.admin('delete from auth.users where id = $1', [person]);
    const [last] = await at.session.admin(
      'select op, table_name, row_after from sync.changes where scope_id = $1 order by seq desc',
      [at.band],
    );
    expect(last).toEqual({ op: 'delete', table_name: 'memberships', row_after: null });
  });
});

describe('profiles', () => {
  test('a new account has a profile, named as requested or after the email address', async () => {
    const make = async (data: string, email: string | null): Promise<unknown> => {
      const id = randomUUID();
      await at.session.admin('insert into auth.users (id, email, raw_user_meta_data) values ($1, $2, $3)', [
        id,
        email,
        data,
      ]);
      return (await at.session.admin('select name from public.profiles where id = $1', [id]))[0]?.name;
    };
    expect(await make('{"name": "  Zoe  "}', 'z@example.test')).toBe('Zoe');
    expect(await make('{"name": "   "}', 'zed@example.test')).toBe('zed');
    expect(await make('{}', null)).toBe('Musician');
    expect(await make(JSON.stringify({ name: 'x'.repeat(500) }), 'long@example.test')).toBe('x'.repeat(80));
    expect(await make('{"name": {"first": 1}}', 'obj@example.test')).toEqual(expect.any(String));
  });

  test('a profile change is copied to every band and logged in both scopes', async () => {
    await call(at.member, 'update_profile', {
      name: 'Mia B',
      avatar: { color: '#12abef' },
      instruments: ['bass', ' voice '],
    });
    expect(await membership(at.member)).toMatchObject({
      name: 'Mia B',
      avatar: { color: '#12abef' },
      instruments: ['bass', 'voice'],
    });
    const [told] = await at.session.admin(
      'select row_after from sync.changes where scope_id = $1 order by seq desc limit 1',
      [at.band],
    );
    expect(told?.row_after).toMatchObject({ user_id: at.member, name: 'Mia B' });
    await call(at.member, 'update_profile', { avatar: null });
    expect(await membership(at.member)).toMatchObject({ name: 'Mia B', avatar: null });
  });

  test('a left band gets no profile changes; on return it shows the current profile', async () => {
    const person = await at.session.signUp('Old name');
    await at.session.join(at.band, at.owner, person);
    await call(person, 'leave_band', { band: at.band });
    await call(person, 'update_profile', { name: 'New name' });
    expect((await membership(person))?.name).toBe('Old name');
    await at.session.join(at.band, at.owner, person);
    expect((await membership(person))?.name).toBe('New name');
  });

  test.each([
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(81) }, 'name'],
    [{ name: null }, 'name'],
    [{ avatar: { color: 'red' } }, 'avatar'],
    [{ avatar: { html: '<b>' } }, 'avatar'],
    [{ avatar: 'x' }, 'avatar'],
    [{ instruments: Array(13).fill('a') }, 'instruments'],
    [{ instruments: ['x'.repeat(41)] }, 'instruments'],
    [{ instruments: [''] }, 'instruments'],
    [{ instruments: [1] }, 'instruments'],
    [{ instruments: null }, 'instruments'],
    [[], 'request'],
  ])('%j is rejected by field', async (request, detail) => {
    expect(await refusal(at.member, 'update_profile', request)).toMatchObject({ code: 'PT400', detail });
  });
});

test('every action rejects a call without a user', async () => {
  for (const action of [
    'create_band',
    'create_invite',
    'join_band',
    'set_role',
    'remove_member',
    'leave_band',
    'update_profile',
    'revoke_invite',
  ]) {
    expect(await refusal('nobody', action, {})).toMatchObject({ code: 'PT401', hint: 'not_signed_in' });
    expect((await refusal('anonymous', action, {})).code).toBe('42501');
  }
});

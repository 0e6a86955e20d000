import { randomUUID } from 'node:crypto';
import { readMarkId } from '@rockon/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../support/sql-session.ts';
import { bandFixture, type Fixture } from './support/fixture.ts';

let at: Fixture;
beforeAll(async () => {
  at = await bandFixture();
});
afterAll(() => at.close());

const long = (length: number): string => 'é'.repeat(length);

describe('values of a song', () => {
  const refused: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['an empty title', { title: '' }, 'title'],
    ['a title of blanks', { title: ' \t ' }, 'title'],
    ['no title', {}, 'title'],
    ['a title of null', { title: null }, 'title'],
    ['a title of 201 characters', { title: long(201) }, 'title'],
    ['a title that is a number', { title: 5 }, 'title'],
    ['a title that is an object', { title: { a: 1 } }, 'title'],
    ['an artist of 201 characters', { title: 'x', artist: long(201) }, 'artist'],
    ['an album of 201 characters', { title: 'x', album: long(201) }, 'album'],
    ['a key of 13 characters', { title: 'x', key: long(13) }, 'key'],
    ['BPM 0', { title: 'x', bpm: 0 }, 'bpm'],
    ['BPM 1000', { title: 'x', bpm: 1000 }, 'bpm'],
    ['BPM "abc"', { title: 'x', bpm: 'abc' }, 'bpm'],
    ['BPM 120.5', { title: 'x', bpm: 120.5 }, 'bpm'],
    ['BPM 1e300', { title: 'x', bpm: 1e300 }, 'bpm'],
    ['BPM true', { title: 'x', bpm: true }, 'bpm'],
    ['a duration of 36001 seconds', { title: 'x', duration_seconds: 36001 }, 'duration_seconds'],
    ['a tuning of 61 characters', { title: 'x', tuning: long(61) }, 'tuning'],
    ['difficulty 6', { title: 'x', difficulty: 6 }, 'difficulty'],
    ['an unknown status', { title: 'x', status: 'great' }, 'status'],
    ['21 tags', { title: 'x', tags: Array(21).fill('a') }, 'tags'],
    ['a tag of 41 characters', { title: 'x', tags: [long(41)] }, 'tags'],
    ['an empty tag', { title: 'x', tags: [' '] }, 'tags'],
    ['a tag that is a number', { title: 'x', tags: [1] }, 'tags'],
    ['a tag of null', { title: 'x', tags: [null] }, 'tags'],
    ['tags that are nested', { title: 'x', tags: [['a']] }, 'tags'],
    ['tags that are no list', { title: 'x', tags: 'a' }, 'tags'],
    ['a javascript: link', { title: 'x', links: [{ url: 'javascript:alert(1)' }] }, 'links'],
    ['a link without an address', { title: 'x', links: [{ label: 'a' }] }, 'links'],
    ['a link with something else in it', { title: 'x', links: [{ url: 'https://a.b', onclick: 'x' }] }, 'links'],
    ['a link of 2001 characters', { title: 'x', links: [{ url: `https://a.b/${'a'.repeat(1989)}` }] }, 'links'],
    ['a label of 81 characters', { title: 'x', links: [{ url: 'https://a.b', label: long(81) }] }, 'links'],
    ['11 links', { title: 'x', links: Array(11).fill({ url: 'https://a.b' }) }, 'links'],
    ['links that are no list', { title: 'x', links: { url: 'https://a.b' } }, 'links'],
    ['notes of 10,001 characters', { title: 'x', notes: long(10_001) }, 'notes'],
  ];

  test.each(refused)('%s is rejected by field', async (_, set, path) => {
    const result = await at.device(at.member).send('insert', randomUUID(), { set });
    expect(result).toMatchObject({ status: 'rejected', row: null, seq: null, error: { code: 'invalid', path } });
    expect(result.error?.message).toMatch(/^(The|BPM|A song) .*\.$/);
  });

  test('the limits themselves are accepted, counted in characters', async () => {
    const result = await at.device(at.member).send('insert', randomUUID(), {
      set: {
        title: '🎸'.repeat(200),
        artist: long(200),
        album: long(200),
        key: long(12),
        bpm: 999,
        duration_seconds: 36_000,
        tuning: long(60),
        difficulty: 5,
        status: 'retired',
        tags: Array(20).fill(long(40)),
        links: Array(10).fill({ url: `https://a.b/${'a'.repeat(1988)}`, label: long(80) }),
        notes: long(10_000),
      },
    });
    expect(result.status).toBe('applied');
  });

  test('unusual text is stored unchanged', async () => {
    const title = '<script>alert(1)</script> \u202e \ufffd 👩‍👩‍👧 \\u0000 " \' ; drop table songs; --';
    expect((await at.device(at.member).send('insert', randomUUID(), { set: { title } })).row?.title).toBe(title);
  });

  test('constraints apply to every writer', async () => {
    await expect(
      at.session.admin(`insert into public.songs (id, band_id, title, bpm) values (gen_random_uuid(), $1, 'x', 0)`, [
        at.band,
      ]),
    ).rejects.toMatchObject({ constraint: 'songs_bpm_check' });
  });
});

describe('fields of a mutation', () => {
  const attempts: readonly (readonly [string, Record<string, unknown>, string, string | null])[] = [
    ['an unknown table', { table: 'sheep' }, 'unknown_table', 'table'],
    ['a table of another kind of scope', { table: 'read_marks' }, 'unknown_table', 'table'],
    ['a table that devices do not write', { table: 'memberships' }, 'forbidden', 'op'],
    ['an unknown field', { set: { title: 'x', shade: 'red' } }, 'unknown_column', 'shade'],
    ['a path into a field that is no map', { set: { title: 'x', 'title/a': 1 } }, 'unknown_column', 'title/a'],
    ['the version', { set: { title: 'x', version: 7 } }, 'system_column', 'version'],
    ['the band', { set: { title: 'x', band_id: randomUUID() } }, 'system_column', 'band_id'],
    ['the time of deletion', { set: { title: 'x', deleted_at: null } }, 'system_column', 'deleted_at'],
    ['the bookkeeping', { set: { title: 'x', path_versions: {} } }, 'system_column', 'path_versions'],
    ['a record that is no id', { record: 'abc' }, 'invalid', 'record'],
    ['a record that is a number', { record: 5 }, 'invalid', 'record'],
    ['a scope that is no id', { scope: '../etc' }, 'invalid', 'scope'],
    ['an unknown operation', { op: 'truncate' }, 'invalid', 'op'],
    ['no operation', { op: undefined }, 'invalid', 'op'],
    ['an update on no version', { op: 'update', base: null }, 'invalid', 'base'],
    ['an update that does not say on which version', { op: 'update', base: undefined }, 'invalid', 'base'],
    ['a delete on no version', { op: 'delete', base: null, set: {} }, 'invalid', 'base'],
    ['a restore on no version', { op: 'restore', base: null, set: {} }, 'invalid', 'base'],
    ['a base that is a text', { op: 'update', base: 'latest' }, 'invalid', 'base'],
    ['a base that is huge', { op: 'update', base: 1e30 }, 'invalid', 'base'],
    ['values that are a list', { set: [] }, 'invalid', 'set'],
  ];

  test.each(attempts)('%s is rejected without stopping the others', async (_, wrong, code, path) => {
    const device = at.device(at.member);
    const results = await device.push([
      device.mutation('insert', randomUUID(), { set: { title: 'before' } }),
      { ...device.mutation('insert', randomUUID(), { set: { title: 'x' } }), ...wrong },
      device.mutation('insert', randomUUID(), { set: { title: 'after' } }),
    ]);
    expect(results.map((result) => result.status)).toEqual(['applied', 'rejected', 'applied']);
    expect(results[1]?.error).toMatchObject({ code, path });
  });

  test('a constraint violation undoes only its own mutation', async () => {
    const device = at.device(at.member);
    const ids = [randomUUID(), randomUUID(), randomUUID()] as const;
    const results = await device.push([
      device.mutation('insert', ids[0], { set: { title: 'one' } }),
      device.mutation('insert', ids[1], { set: { title: '' } }),
      device.mutation('update', ids[0], { set: { bpm: 5000 } }),
      device.mutation('insert', ids[2], { set: { title: 'three' } }),
    ]);
    expect(results.map((result) => result.status)).toEqual(['applied', 'rejected', 'rejected', 'applied']);
    const rows = await at.session.admin('select id, version from public.songs where id = any ($1)', [ids]);
    expect(rows.map((row) => row.version)).toEqual([1, 1]);
    const seqs = await at.session.admin('select seq::int from sync.changes where record_id = any ($1) order by seq', [
      ids,
    ]);
    expect(seqs[1]?.seq).toBe(seqs[0]?.seq + 1);
  });

  test('the id of another band’s record reveals nothing about it', async () => {
    const secret = randomUUID();
    await at.device(at.stranger, at.otherBand).send('insert', secret, { set: { title: 'Secret' } });
    for (const op of ['insert', 'update', 'delete', 'restore'] as const) {
      const result = await at.device(at.member).send(op, secret, { set: op === 'delete' ? {} : { title: 'Mine' } });
      expect(result).toMatchObject({ status: 'rejected', row: null, version: null, error: { code: 'wrong_scope' } });
      expect(JSON.stringify(result)).not.toContain('Secret');
    }
  });
});

describe('rights to push', () => {
  test.each([
    ['viewer', 'forbidden'],
    ['removed', 'forbidden'],
    ['stranger', 'forbidden'],
  ] as const)('a %s person cannot write songs', async (who, code) => {
    const record = await at.device(at.member).insert();
    for (const op of ['insert', 'update', 'delete', 'restore'] as const) {
      const result = await at
        .device(at[who])
        .send(op, op === 'insert' ? randomUUID() : record, { set: { title: 'Mine' } });
      expect(result).toMatchObject({ status: 'rejected', error: { code } });
      if (who !== 'viewer') expect(result.row).toBeNull();
    }
    expect(await at.session.admin('select version, title from public.songs where id = $1', [record])).toEqual([
      { version: 1, title: 'Song' },
    ]);
  });

  test('only admins can rename the band', async () => {
    const rename = (who: string) =>
      at.device(who).send('update', at.band, { table: 'bands', base: 1, set: { name: 'Renamed' } });
    expect((await rename(at.member)).error?.code).toBe('forbidden');
    expect((await rename(at.admin)).status).toBe('applied');
  });

  test('only a user can write their own scope, and the last write wins there', async () => {
    const record = randomUUID();
    const mark = readMarkId(at.member, record);
    const set = { record_table: 'songs', record_id: record, seen_version: 1, seen_at: '2026-01-01T00:00:00Z' };
    const send = (who: string, more: Record<string, unknown>) =>
      at.device(who, at.member).send('insert', mark, { table: 'read_marks', set: { ...set, ...more } });
    expect((await send(at.owner, {})).error?.code).toBe('forbidden');
    expect((await send(at.member, {})).status).toBe('applied');
    expect(await send(at.member, { seen_version: 4 })).toMatchObject({
      status: 'applied',
      row: { seen_version: 4 },
      version: 2,
    });
    expect((await send(at.member, { seen_at: 'yesterday-ish' })).error).toMatchObject({
      code: 'invalid',
      path: 'seen_at',
    });
  });

  test("nobody can take, find or change another person's read mark", async () => {
    const record = await at.device(at.member).insert();
    const mark = readMarkId(at.owner, record);
    const set = { record_table: 'songs', record_id: record, seen_version: 1 };
    const member = at.device(at.member, at.member);
    const tries = async () => [
      await member.send('insert', mark, { table: 'read_marks', set }),
      await member.send('update', mark, { table: 'read_marks', set: { seen_version: 9 } }),
    ];
    const before = await tries();
    expect(before.map((result) => result.error)).toEqual([
      {
        code: 'invalid',
        message: "A read mark is for one record, and its id is made of that record's and the person's.",
        path: 'record_id',
      },
      expect.objectContaining({ code: 'not_found' }),
    ]);
    const own = await at.device(at.owner, at.owner).send('insert', mark, { table: 'read_marks', set });
    expect(own.status).toBe('applied');
    // The same answers as before: they do not reveal that the mark exists now.
    const errors = (results: typeof before) => results.map(({ status, row, error }) => ({ status, row, error }));
    expect(errors(await tries())).toEqual(errors(before));
    // A person's own mark cannot be moved to another record.
    const mine = readMarkId(at.member, record);
    await member.send('insert', mine, { table: 'read_marks', set });
    const moved = await member.send('update', mine, { table: 'read_marks', set: { record_id: randomUUID() } });
    expect(moved.error).toMatchObject({ code: 'invalid', path: 'record_id' });
  });
});

describe('a whole call', () => {
  const song = () => at.device(at.member).mutation('insert', randomUUID(), { set: { title: 'x' } });
  const refusal = (request: unknown, who: Caller = at.member) => at.session.refusal(who, 'sync_push', request);
  const valid = { protocol: 1, client: randomUUID(), acked: 0, mutations: [] };

  test('a call without a user is refused', async () => {
    // The anonymous role cannot execute the function; a token without a subject can.
    expect((await refusal(valid, 'anonymous')).code).toBe('42501');
    expect(await refusal(valid, 'nobody')).toMatchObject({ code: 'PT401', hint: 'not_signed_in' });
  });

  test.each([
    ['another protocol', { protocol: 2 }, 'PT410', 'upgrade_required'],
    ['no protocol', { protocol: undefined }, 'PT410', 'upgrade_required'],
    ['a client that is no id', { client: 'phone' }, 'PT400', 'invalid_request'],
    ['no client', { client: undefined }, 'PT400', 'invalid_request'],
    ['acked that is negative', { acked: -1 }, 'PT400', 'invalid_request'],
    ['mutations that are no list', { mutations: {} }, 'PT400', 'invalid_request'],
    ['a mutation that is no object', { mutations: [5] }, 'PT400', 'invalid_request'],
    ['a mutation without an id', { mutations: [{}] }, 'PT400', 'invalid_request'],
    ['a mutation id of 1.5', { mutations: [{ id: 1.5 }] }, 'PT400', 'invalid_request'],
    ['ids that do not rise', { mutations: [{ id: 2 }, { id: 2 }] }, 'PT400', 'invalid_request'],
  ])('%s is rejected with a code and the field', async (_, wrong, code, hint) => {
    const failure = await refusal({ ...valid, ...wrong });
    expect(failure).toMatchObject({ code, hint });
    expect(failure.detail).not.toBe('');
    expect(failure.message).toMatch(/\.$/);
  });

  test.each([[null], [5], ['text'], [[]]])('the request %j is rejected', async (request) => {
    expect((await refusal(request)).code).toBe('PT400');
  });

  test('501 mutations and more than 1 MB are rejected', async () => {
    const many = Array.from({ length: 501 }, (_, i) => ({ ...song(), id: i + 1 }));
    expect(await refusal({ ...valid, mutations: many })).toMatchObject({ code: 'PT413', hint: 'too_large' });
    const big = { ...song(), set: { title: 'x', notes: 'x'.repeat(1_000_000) } };
    expect(await refusal({ ...valid, mutations: [big] })).toMatchObject({ code: 'PT413', hint: 'too_large' });
  });

  test('500 mutations are accepted', async () => {
    const device = at.device(at.member);
    const batch = Array.from({ length: 500 }, () => device.mutation('insert', randomUUID(), { set: { title: 'x' } }));
    expect((await device.push(batch)).every((result) => result.status === 'applied')).toBe(true);
  });

  test('a character that Postgres cannot store is a client error, not a server error', async () => {
    const nul = await refusal({ ...valid, mutations: [{ ...song(), set: { title: 'a\u0000b' } }] });
    const half = await refusal({ ...valid, mutations: [{ ...song(), set: { title: 'a\ud800b' } }] });
    // PostgREST returns 400 for error class 22. The whole request fails, because it cannot be parsed.
    expect([nul.code, half.code]).toEqual(['22P05', '22P02']);
  });
});

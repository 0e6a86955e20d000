import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/until.ts';
import { send } from './support/http.ts';
import { type Project, startProject } from './support/project.ts';

let project: Project;

beforeAll(async () => {
  project = await startProject({ sql: await readFile(new URL('./support/fixture.sql', import.meta.url), 'utf8') });
});
afterAll(() => project.stop());

describe('supabase-js', () => {
  it('calls functions and reads tables', async () => {
    const { client, id } = await project.person();
    const { data: claims } = await client.rpc('claims');
    expect(claims).toMatchObject({ role: 'authenticated', session: 'authenticator', sub: id, timeout: '8s' });
    const { data: seven } = await client.rpc('seven', {}, { get: true });
    expect(seven).toBe(7);
    const page = await client
      .from('things')
      .select('id, name', { count: 'exact' })
      .in('id', [1, 2, 3])
      .order('id')
      .range(0, 1);
    expect(page).toMatchObject({ count: 3, data: [{ id: 1, name: 'Amp' }, { id: 2 }] });
    const one = await client.from('things').select().eq('id', 99).single();
    expect(one.error).toMatchObject({ code: 'PGRST116' });
    const refused = await client.rpc('fail', { state: 'PT409', message: 'somebody was faster' });
    expect(refused).toMatchObject({ status: 409, error: { code: 'PT409', message: 'somebody was faster', hint: 'h' } });
  });

  it('is anonymous without a session, and has full access with the secret key', async () => {
    const visitor = await project.client().rpc('claims');
    expect(visitor.data).toMatchObject({ role: 'anon', sub: null, timeout: '3s' });
    const service = project.client(project.stack.serviceRoleKey);
    expect((await service.rpc('claims')).data).toMatchObject({ role: 'service_role' });
    expect((await service.from('things').select('id').eq('name', 'secret')).data).toEqual([{ id: 5 }]);
  });
});

describe('the gateway', () => {
  it('requires an API key', async () => {
    const path = '/rest/v1/rpc/seven';
    expect((await send(project, 'POST', path, { body: {}, key: null })).status).toBe(401);
    expect((await send(project, 'POST', path, { body: {}, key: 'sb_publishable_other' })).status).toBe(401);
    expect((await send(project, 'GET', '/rest/v1/')).status).toBe(200);
  });

  it('never treats an invalid token as anonymous', async () => {
    const answer = await send(project, 'GET', '/rest/v1/things', { token: 'sb_publishable_other' });
    expect(answer).toMatchObject({ status: 401, body: { code: 'PGRST301' } });
  });

  it('accepts a body of more than 1 MB, and rejects 2 MB with a clear 413', async () => {
    const big = await send(project, 'POST', '/rest/v1/rpc/named', { body: { p: 'x'.repeat(1_200_000) } });
    expect(big.status).toBe(200);
    const tooBig = await send(project, 'POST', '/rest/v1/rpc/named', { body: { p: 'x'.repeat(2_000_000) } });
    expect(tooBig).toMatchObject({ status: 413, body: { message: expect.stringContaining('larger than') } });
  });

  it('finds a function as soon as it is created, and not after it is dropped', async () => {
    const call = () => project.client().rpc('late', { a: 1 });
    expect((await call()).error).toMatchObject({ code: 'PGRST202' });
    await project.admin.query('create function public.late(a int) returns int language sql as $$ select a $$');
    await eventually(async () => expect((await call()).data).toBe(1));
    await project.admin.query(
      `drop function public.late; create function public.late(a text) returns text language sql as $$ select 'text ' || a $$`,
    );
    await eventually(async () => expect((await call()).data).toBe('text 1'));
    await project.admin.query('drop function public.late');
    await eventually(async () => expect((await call()).error).toMatchObject({ code: 'PGRST202' }));
  });

  it('applies the time limits of functions and of roles', async () => {
    const { client } = await project.person();
    expect((await client.rpc('slow')).error).toMatchObject({ code: '57014' });
  });

  it('returns 503 when the database ends the connection, and serves the next call', async () => {
    const running = send(project, 'POST', '/rest/v1/rpc/endless', { body: {} });
    const terminate = () =>
      project.admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where usename = 'authenticator' and datname = current_database()
            and exists (select from pg_stat_activity busy where busy.query like '%endless%' and busy.usename = 'authenticator'
                          and busy.state = 'active' and busy.datname = current_database())`,
      );
    await eventually(async () => expect((await terminate()).rowCount).toBeGreaterThan(0));
    expect(await running).toMatchObject({ status: 503, body: { code: '57P01' } });
    expect((await send(project, 'POST', '/rest/v1/rpc/seven', { body: {} })).body).toBe(7);
  });

  it('leaks no setting of one caller to the next', async () => {
    const { client } = await project.person();
    await Promise.all(
      Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? client.rpc('divide') : client.rpc('claims'))),
    );
    const visitors = await Promise.all(Array.from({ length: 30 }, () => project.client().rpc('claims')));
    for (const { data } of visitors) expect(data).toMatchObject({ role: 'anon', sub: null });
  });

  it('answers any origin and preflights, as hosted projects do', async () => {
    const headers = { origin: 'https://elsewhere.example', 'access-control-request-headers': 'apikey, x-odd' };
    const preflight = await send(project, 'OPTIONS', '/rest/v1/rpc/seven', { headers, key: null });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('apikey, x-odd');
    const refused = await send(project, 'POST', '/rest/v1/rpc/fail', { body: { state: 'PT401' }, headers });
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(refused.headers.get('access-control-expose-headers')).toContain('Content-Range');
  });

  it.each([
    ['/rest/v1/rpc/%E0%A4%A', 404],
    ['/rest/v1/rpc/a/b', 404],
    ['/rest/v1/things/1', 404],
    ['/rest/v1/things?and=(id.eq.1,id.eq.2)', 400],
    ['/rest/v1/things?select=*,other(*)', 400],
    ['/rest/v1/things?limit=-1', 400],
    ['/rest/v1/things?id=like.1', 400],
    ['/rest/v1/things?id=eq.%00', 400],
  ])('answers %s with %d', async (path, status) => {
    expect((await send(project, 'GET', path)).status).toBe(status);
  });
});

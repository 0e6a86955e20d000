import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiRequest } from '../http/message.ts';
import { staticFiles } from './static-files.ts';

const get = (path: string): ApiRequest => ({
  method: 'GET',
  path,
  query: new URLSearchParams(),
  headers: {},
  address: '127.0.0.1',
  body: () => Promise.reject(new Error('A GET has no body')),
});

describe('static files', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'rockon-static-'));
    writeFileSync(join(root, 'index.html'), '<!doctype html>');
    writeFileSync(join(root, 'app.js'), 'start()');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const SPELLINGS = ['/app.js', '//app.js', '///app.js', '/%61pp.js'];

  it('keeps one copy of a file for all spellings of its URL', async () => {
    const serve = staticFiles(root);
    const first = (await serve(get('/app.js'))).body;
    expect(String(first)).toBe('start()');
    for (const path of SPELLINGS) expect((await serve(get(path))).body, 'the very same bytes in memory').toBe(first);
  });

  it('reads a file once for requests that come at the same time', async () => {
    const serve = staticFiles(root);
    const answers = await Promise.all([...SPELLINGS, ...SPELLINGS].map((path) => serve(get(path))));
    const [first, ...others] = answers.map(({ body }) => body);
    expect(String(first)).toBe('start()');
    for (const body of others) expect(body, 'the very same bytes in memory').toBe(first);
  });

  it('serves a new build at the same URL', async () => {
    const serve = staticFiles(root);
    expect(String((await serve(get('/app.js'))).body)).toBe('start()');
    writeFileSync(join(root, 'app.js'), 'startAnew()');
    utimesSync(join(root, 'app.js'), new Date(), new Date(Date.now() + 60_000));
    expect(String((await serve(get('/app.js'))).body)).toBe('startAnew()');
  });

  it('answers a route with the page and a missing file with 404', async () => {
    const serve = staticFiles(root);
    expect(String((await serve(get('/songs/1'))).body)).toBe('<!doctype html>');
    expect((await serve(get('/gone.js'))).status).toBe(404);
    expect((await serve(get('/../app.js'))).status).toBe(404);
    expect((await serve(get('/%2e%2e/%2e%2e/etc/passwd.txt'))).status).toBe(404);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

  it('keeps one copy of a file, however its address is spelled', async () => {
    const serve = staticFiles(root);
    const bodies = await Promise.all(
      ['/app.js', '//app.js', '///app.js', '/%61pp.js'].map(async (path) => {
        await serve(get('/app.js'));
        return (await serve(get(path))).body;
      }),
    );
    expect(String(bodies[0])).toBe('start()');
    for (const body of bodies) expect(body, 'the very same bytes in memory').toBe(bodies[0]);
  });

  it('answers a route with the page and a missing file with 404', async () => {
    const serve = staticFiles(root);
    expect(String((await serve(get('/songs/1'))).body)).toBe('<!doctype html>');
    expect((await serve(get('/gone.js'))).status).toBe(404);
    expect((await serve(get('/../app.js'))).status).toBe(404);
    expect((await serve(get('/%2e%2e/%2e%2e/etc/passwd.txt'))).status).toBe(404);
  });
});
